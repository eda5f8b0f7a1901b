#include "tests/e2e/pictures.hpp"

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <utility>

namespace e2e {

Case failed_with(std::string name, const std::vector<std::string>& files) {
  auto made = failed(std::move(name));
  made.inside += "<system-out>";
  for (const auto& file : files) {
    made.inside += fmt::format("[[ATTACHMENT|{}]]\n", file);
  }
  made.inside += "</system-out>";
  return made;
}

std::string picture(char seed, std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) {
    bytes[i] = static_cast<char>(static_cast<unsigned char>(seed) * 7U + i * 31U + i / 256U);
  }
  return bytes;
}

std::map<std::string, std::string> files_of(const Bench& bench, const std::string& test) {
  std::map<std::string, std::string> files;
  const auto runs = bench.runs_of("shop.Cart." + test);
  BOOST_TEST_REQUIRE(!runs.empty());
  for (const auto& file : runs.back().files) {
    files[file.filename] = file.content;
  }
  return files;
}

}  // namespace e2e
