#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/value_semantic.hpp>

#include <string>
#include <vector>

/// How the options of a group are declared; its title and their help are what the help shows.
namespace importer {

/// Columns of every help text, and of what it says behind an option's name.
constexpr unsigned help_width = 100;
constexpr unsigned help_text_width = 62;

inline boost::program_options::options_description option_group(const char* title) {
  return {title, help_width, help_text_width};
}

/// An option with one value, which the help calls `what`.
template <class T>
boost::program_options::typed_value<T>* taking(const char* what) {
  return boost::program_options::value<T>()->value_name(what);
}

/// An option that may be repeated.
inline boost::program_options::typed_value<std::vector<std::string>>* taking_several(
    const char* what
) {
  return taking<std::vector<std::string>>(what)->composing();
}

}  // namespace importer
