#include "parsers/error.hpp"
#include "parsers/read_report.hpp"
#include "parsers/split_parameters.hpp"
#include "parsers/text.hpp"
#include "tests/fuzz/arguments.hpp"
#include "tests/fuzz/model_check.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/tally.hpp"
#include "tests/fuzz/xml_mutator.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace {

fuzz::Arguments& arguments() {
  static fuzz::Arguments read;
  return read;
}

fuzz::XmlMutator& mutator() {
  static fuzz::XmlMutator made(arguments().words);
  return made;
}

std::string_view as_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

void read_somehow(std::string bytes) {
  auto& tally = fuzz::Tally::of_program();
  try {
    parsers::ReadOptions options;
    options.step_depth = 3;
    auto report = parsers::read_report("fuzz.xml", std::move(bytes), options);
    fuzz::check(report);
    parsers::split_parameters(report, {true, true, true});
    fuzz::check(report);
    const auto& wanted = arguments().format;
    if (!wanted.empty() && report.format != wanted) {
      tally.count("read as another format");
    } else {
      tally.count(report.results.empty() ? "read, no result in them" : "read with results");
    }
  } catch (const parsers::NotAReport&) {
    tally.count("refused as no report");
  } catch (const parsers::ParseError& error) {
    fuzz::require(*error.what() != '\0', "a refusal has no words");
    fuzz::require(parsers::is_clean(error.what()), "the words of a refusal are not clean");
    tally.count("refused");
  }
}

}  // namespace

// What libFuzzer calls, by its names.
extern "C" {

std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

int LLVMFuzzerInitialize(int* argc, char*** argv) {
  arguments() = fuzz::read_arguments({*argv + 1, *argv + *argc});
  return 0;
}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read_somehow(std::string(as_text(data, size)));
  return 0;
}

std::size_t LLVMFuzzerCustomMutator(
    std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed
) {
  // One in four by bytes alone: encodings, declarations and broken markup.
  if (seed % 4 != 0) {
    if (const auto mutated = mutator().mutate(as_text(data, size), seed)) {
      if (mutated->size() <= max_size) {
        mutated->copy(reinterpret_cast<char*>(data), mutated->size());
        return mutated->size();
      }
    }
  }
  return LLVMFuzzerMutate(data, size, max_size);
}

std::size_t LLVMFuzzerCustomCrossOver(
    const std::uint8_t* data1,
    std::size_t size1,
    const std::uint8_t* data2,
    std::size_t size2,
    std::uint8_t* out,
    std::size_t max_out_size,
    unsigned seed
) {
  const auto crossed = mutator().cross(as_text(data1, size1), as_text(data2, size2), seed);
  if (!crossed || crossed->size() > max_out_size) {
    return 0;
  }
  crossed->copy(reinterpret_cast<char*>(out), crossed->size());
  return crossed->size();
}
}
