#include "tests/fuzz/plan_seal.hpp"

#include "importer/digest.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cstddef>

namespace json = boost::json;

namespace fuzz {

std::string sealed(const std::string& plan) {
  const auto end = plan.ends_with('\n') ? plan.size() - 1 : plan.size();
  const auto before = end == 0 ? plan.npos : plan.rfind('\n', end - 1);
  if (before == plan.npos) {
    return plan;
  }
  json::parse_options options;
  options.max_depth = 16;
  boost::system::error_code error;
  auto last =
      json::parse(plan.substr(before + 1, end - before - 1), error, json::storage_ptr(), options);
  if (error || !last.is_object() || !last.as_object()["end"].is_object()) {
    return plan;
  }
  importer::Digest digest;
  for (std::size_t at = 0; at <= before;) {
    const auto line_end = plan.find('\n', at);
    digest.add(std::string_view(plan).substr(at, line_end - at));
    at = line_end + 1;
  }
  last.as_object()["end"].as_object()["digest"] = digest.hexadecimal();
  return plan.substr(0, before + 1) + json::serialize(last) + "\n";
}

}  // namespace fuzz
