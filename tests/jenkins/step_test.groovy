// Runs vars/practitestImport.groovy as Jenkins would, with the real shell and the real program; only
// Jenkins' own steps are stand-ins. step_test.groovy STEP PTIMPORT REPORTS

import groovy.json.JsonSlurper

def (step, program, reports) = args as List

/** What Jenkins' steps are told by one call of the step. */
class Build {
  String script
  String out
  Map credential
  List said = []
  Exception failure
  Integer code
}

Build run(String step, Map options) {
  def build = new Build()
  def environment = System.getenv() + [XDG_STATE_HOME: '/nonexistent']
  def binding = new Binding()
  binding.string = { Map what -> what }
  binding.withCredentials = { List what, Closure body ->
    build.credential = what[0]
    environment += [(what[0].variable): 'canary-token']
    body()
  }
  binding.sh = { Map what ->
    assert what.returnStatus
    build.script = what.script
    def process = ['sh', '-c', what.script].execute(environment.collect { "$it.key=$it.value" }, null)
    def out = new StringBuilder()
    def err = new StringBuilder()
    process.waitForProcessOutput(out, err)
    build.out = out
    System.err << err
    process.exitValue()
  }
  binding.unstable = { String why -> build.said << "unstable: $why".toString() }
  binding.echo = { String why -> build.said << "echo: $why".toString() }
  binding.error = { String why -> throw new IllegalStateException(why) }
  def script = new GroovyShell(binding).parse(new File(step))
  try {
    build.code = script.call(options)
  } catch (IllegalStateException error) {
    build.failure = error
  }
  return build
}

def usual = [program: program, sandbox: true, ledger: 'none', format: 'json', quiet: true]

// Values arrive as they are, whatever the shell would make of them.
def awkward = 'it\'s "$HOME" `id` \\ *; --set='
def build = run(step, usual + [set: awkward, reports: reports])
assert build.failure == null && build.code == 0
def summary = new JsonSlurper().parseText(build.out)
assert summary.set.name == awkward
assert summary.results > 0
assert build.credential == [credentialsId: 'practitest-token', variable: 'PRACTITEST_TOKEN']
assert !build.script.contains('canary-token') && !build.out.contains('canary-token')
assert build.said == []

// A list gives its option several times, and several reports; the credential can be named.
build = run(step, usual + [set: 'N', mask: ['session*', 'otp'], reports: [reports, reports + '/*.xml'],
                           credentials: 'mine'])
assert build.code == 0
assert build.script.contains("'--mask=session*' '--mask=otp'")
assert build.credential.credentialsId == 'mine'

// Tests that failed make the build unstable, when that is asked for.
build = run(step, usual + [set: 'N', reports: reports, 'fail-on-failures': true])
assert build.code == 10 && build.failure == null
assert build.said == ['unstable: PractiTest: all recorded, and tests failed']

// What could not be recorded fails the build, or does what the user wants instead.
def nowhere = usual + [set: 'N', reports: '/nonexistent/reports']
build = run(step, nowhere)
assert build.failure.message.contains('ptimport ended with 3')
build = run(step, nowhere + [onFailure: 'unstable'])
assert build.failure == null && build.code == 3 && build.said[0].startsWith('unstable: PractiTest: not all')
build = run(step, nowhere + [onFailure: 'ignore'])
assert build.failure == null && build.said[0].startsWith('echo: PractiTest: not all')

// Mistakes are told before anything is run.
build = run(step, usual + [set: 'N'])
assert build.failure.message.contains('which reports?') && build.script == null
build = run(step, usual + [set: 'N', reports: reports, onFailure: 'explode'])
assert build.failure.message.contains("not 'explode'") && build.script == null

println 'the step of the Jenkins library does what it says'
