#include "importer/option_kinds.hpp"

namespace po = boost::program_options;

namespace importer {

bool is_switch(const po::option_description& option) {
  return option.semantic()->max_tokens() == 0;
}

bool takes_path(const po::option_description& option) {
  const auto what = option.semantic()->name();
  return what.starts_with("FILE") || what.starts_with("DIR");
}

std::string path_from(const std::filesystem::path& folder, const std::string& value) {
  const bool is_no_path =
      value.empty() || value == "-" || value == "none" || value.find("://") != value.npos;
  return is_no_path ? value : (folder / value).lexically_normal().string();
}

}  // namespace importer
