#include "tests/fuzz/xml_changes.hpp"

#include "tests/fuzz/xml_mutator.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

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

}  // namespace

namespace fuzz {

const Arguments& arguments_of_program() { return arguments(); }

}  // namespace fuzz

// What libFuzzer calls, by its names.
extern "C" {

std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

int LLVMFuzzerInitialize(int* argc, char*** argv) {
  arguments() = fuzz::read_arguments({*argv + 1, *argv + *argc});
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
