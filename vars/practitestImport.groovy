/**
 * Step of a Jenkins shared library: records the reports of this build in PractiTest.
 *
 *   practitestImport(project: 42, set: 'Nightly', reports: 'build/reports')
 *
 * reports      files, folders or patterns, one or a list
 * credentials  id of a "secret text" credential that holds the API token (practitest-token)
 * onFailure    'error' (default) fails the build when something could not be recorded, 'unstable'
 *              marks it, 'ignore' only says so
 * program      path of ptimport (ptimport)
 *
 * Every other key is an option of `ptimport import` without its dashes; true stands for a switch, a
 * list for an option that is given several times: region: 'eu', 'fail-on-failures': true. With that
 * switch tests that failed make the build unstable. Gives the exit code.
 */
def call(Map given = [:]) {
  Map options = new LinkedHashMap(given)
  def reports = takeList(options, 'reports')
  def credentials = options.remove('credentials') ?: 'practitest-token'
  def onFailure = options.remove('onFailure') ?: 'error'
  def program = options.remove('program') ?: 'ptimport'
  if (!(onFailure in ['error', 'unstable', 'ignore'])) {
    error "practitestImport: onFailure is 'error', 'unstable' or 'ignore', not '${onFailure}'"
  }
  if (reports.isEmpty()) {
    error 'practitestImport: which reports? reports: \'build/reports\''
  }

  List words = [program, 'import']
  for (entry in options) {
    def values = entry.value instanceof Collection ? entry.value : [entry.value]
    for (value in values) {
      // One word, so that a value that begins with a dash stays a value.
      words << (value == true ? "--${entry.key}" : "--${entry.key}=${value}")
    }
  }
  words << '--'
  words.addAll(reports)

  int code = -1
  withCredentials([string(credentialsId: credentials, variable: 'PRACTITEST_TOKEN')]) {
    code = sh(script: words.collect { quoted(it) }.join(' '), returnStatus: true, label: 'PractiTest')
  }
  conclude(code, onFailure)
  return code
}

private List takeList(Map options, String key) {
  def value = options.remove(key)
  return value == null ? [] : value instanceof Collection ? value.toList() : [value]
}

/** As the shell takes it back as one word. */
private String quoted(def word) {
  return "'" + word.toString().replace("'", "'\\''") + "'"
}

private void conclude(int code, String onFailure) {
  if (code == 0) {
    return
  }
  if (code == 10) {
    unstable 'PractiTest: all recorded, and tests failed'
    return
  }
  def what = "PractiTest: not all is recorded (ptimport ended with ${code}; its words stand above)"
  if (onFailure == 'error') {
    error what
  } else if (onFailure == 'unstable') {
    unstable what
  } else {
    echo what
  }
}
