#pragma once

#include <string_view>

namespace importer {

/// What one test of PractiTest is made of: `--granularity`, and `--parameters steps`.
enum class Grain {
  result,  ///< Each result by itself.
  method,  ///< A method's results with all parameters; one without parameters by itself.
  test_class,
  suite,
  file,  ///< The source file, as `{file}` says.
};

/// The name template that goes with it.
constexpr std::string_view default_template(Grain grain) {
  switch (grain) {
  case Grain::result:
    return "{classname}.{name}{parameters}";
  case Grain::method:
    return "{classname}.{name}";
  case Grain::test_class:
    return "{classname}";
  case Grain::suite:
    return "{suite_path}";
  case Grain::file:
    return "{file}";
  }
  return {};
}

}  // namespace importer
