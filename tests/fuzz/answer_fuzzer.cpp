#include "client/error_words.hpp"
#include "client/payloads.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/tally.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

namespace {

/// Whether `read` took the body. Only ShapeError may come out of it.
template <class Read>
bool taken(Read read) {
  try {
    read();
    return true;
  } catch (const client::ShapeError& error) {
    fuzz::require(*error.what() != '\0', "a refusal has no words");
    return false;
  }
}

/// What came in one answer can go out in the next call.
void check_sent(const std::string& text) {
  client::NewRun run;
  run.instance_id = 1;
  run.output = text;
  run.steps.push_back({.name = text, .files = {{text, text}}});
  client::parse_json(client::to_json(std::vector{run}));
}

template <class Entity>
bool read_as(const std::string& body) {
  const bool one = taken([&] {
    const auto entity = client::one_from<Entity>(body);
    if constexpr (requires { entity.name; }) {
      check_sent(entity.name);
    } else {
      check_sent(entity.output);
    }
  });
  const bool list = taken([&] {
    const auto listing = client::listing_from<Entity>(body);
    fuzz::require(!one || listing.page.items.size() == 1, "one entity is a list of another length");
  });
  return one || list;
}

void check_words(const std::string& body) {
  constexpr std::size_t longest = 4 * 310;
  const auto words = client::error_words(body);
  fuzz::require(words.size() <= longest, "a server's words are too long");
  fuzz::require(
      std::ranges::none_of(words, [](unsigned char c) { return c < 0x20 || c == 0x7f; }),
      "a server's words hold control characters"
  );
}

}  // namespace

// What libFuzzer calls, by its name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string body(reinterpret_cast<const char*>(data), size);
  check_words(body);
  const bool any = static_cast<int>(read_as<client::Project>(body)) |
                   static_cast<int>(read_as<client::Test>(body)) |
                   static_cast<int>(read_as<client::HeldTest>(body)) |
                   static_cast<int>(read_as<client::TestSet>(body)) |
                   static_cast<int>(read_as<client::Instance>(body)) |
                   static_cast<int>(read_as<client::Run>(body)) |
                   static_cast<int>(read_as<client::Field>(body)) |
                   static_cast<int>(taken([&] { client::auto_recorded_from(body); }));
  fuzz::Tally::of_program().count(any ? "read" : "refused");
  return 0;
}
