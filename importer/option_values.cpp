#include "importer/option_values.hpp"

#include "importer/error.hpp"
#include "importer/sizes.hpp"

#include <utility>

namespace importer {

void refuse_value(std::string what) { throw UsageError(std::move(what)); }

double share(const OptionValues& values, const char* name) {
  const auto text = values[name].as<std::string>();
  double value = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
  if (error != std::errc{} || stop != end || !(value > 0 && value <= 1)) {
    refuse_value(
        fmt::format("--{} takes a share above 0 and up to 1, such as 0.5, not '{}'", name, text)
    );
  }
  return value;
}

std::string word(const OptionValues& values, const char* name) {
  return values.count(name) == 0 ? std::string() : values[name].as<std::string>();
}

client::Id id(const OptionValues& values, const char* name) {
  return number<client::Id>(values, name, 1, std::numeric_limits<client::Id>::max());
}

std::uint64_t size(const OptionValues& values, const char* name, std::uint64_t least) {
  const auto given = word(values, name);
  const auto size = size_from(given);
  if (!size || *size < least || *size > gigabyte) {
    refuse_value(fmt::format(
        "--{} takes a size from {} to 1G, such as 500K or 3M, not '{}'", name, least, given
    ));
  }
  return *size;
}

std::vector<std::string> named_inputs(const OptionValues& values) {
  if (values.count("input") == 0) {
    throw UsageError(
        "no report named: give files, folders, patterns such as '**/TEST-*.xml', or - for standard "
        "input"
    );
  }
  return values["input"].as<std::vector<std::string>>();
}

}  // namespace importer
