#include "client/wire_size.hpp"

#include "client/payloads.hpp"

#include <boost/test/unit_test.hpp>

#include <random>
#include <string>

using namespace client;

BOOST_AUTO_TEST_SUITE(wire_sizes)

namespace {

/// Makes runs that hold everything a run may hold.
class Made {
public:
  NewRun run() {
    NewRun run;
    run.instance_id = static_cast<Id>(random_());
    run.output = text(255);
    if (coin()) {
      run.exit_code = coin() ? 0 : -1;
    }
    if (coin()) {
      run.duration = std::chrono::seconds(random_() % 400'000);
    }
    for (auto steps = random_() % 4; steps != 0; --steps) {
      run.steps.push_back(step());
    }
    if (coin()) {
      run.fields = {
          {"---f-17", text(40)},
          {"---f-18", std::vector<std::string>{text(9), text(9)}},
          {"---f-19", -1.2345678901234567e-308},
          {"version", text(9)}};
    }
    for (auto files = random_() % 4; files != 0; --files) {
      run.files.push_back({"f" + text(20), text(5'000)});
    }
    return run;
  }

private:
  bool coin() { return random_() % 2 == 0; }

  /// Also of what JSON has to escape, and of characters that take several bytes.
  std::string text(std::size_t most) {
    static const std::string letters[] = {"a", " ", "\"", "\\", "\n", "\t", "\x01", "é", "😀", "/"};
    std::string text;
    for (auto left = random_() % (most + 1); left != 0; --left) {
      text += letters[random_() % std::size(letters)];
    }
    return text;
  }

  RunStep step() {
    RunStep step;
    step.name = text(255);
    step.description = text(20);
    step.expected_results = text(20);
    step.actual_results = text(2'000);
    step.status = coin() ? StepStatus::no_run : StepStatus::failed;
    return step;
  }

  std::mt19937 random_{20'260'527};
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_body_is_never_larger_than_was_reckoned_and_hardly_smaller) {
  Made made;
  for (int round = 0; round < 300; ++round) {
    std::vector<NewRun> runs;
    std::size_t reckoned = wire_size_of_frame;
    std::size_t parts = 1;
    for (int i = 0; i < 1 + round % 20; ++i) {
      runs.push_back(made.run());
      const auto& run = runs.back();
      reckoned += wire_size(run);
      parts += 2 + run.steps.size() + run.files.size();
      for (const auto& file : run.files) {
        reckoned += wire_size_of_file(file.filename, file.content.size());
      }
    }
    const auto body = to_json(runs).size();
    BOOST_TEST(body <= reckoned);
    BOOST_TEST(reckoned - body <= parts * 100);
  }
}

BOOST_AUTO_TEST_CASE(of_a_text_it_is_what_the_text_adds) {
  NewTest test;
  test.name = "n";
  const auto without = to_json(test, std::nullopt).size();
  BOOST_TEST(wire_size_of_text("scenario", "") == 0U);
  test.scenario = "Scenario: \"S\"\n\tGiven \\ 😀\n";
  BOOST_TEST(
      to_json(test, std::nullopt).size() == without + wire_size_of_text("scenario", test.scenario)
  );
}

BOOST_AUTO_TEST_SUITE_END()
