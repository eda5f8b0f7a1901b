#pragma once

#include "importer/text.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

namespace importer {

/// A list of like things for the user, a line each, cut after some lines unless all are wanted.
class ToldList {
public:
  ToldList(std::ostream& err, bool all) : err_(err), most_(all ? SIZE_MAX : few) {}

  void line(const std::string& text) {
    if (++lines_ <= most_) {
      err_ << "ptimport: " << text << '\n';
    }
  }

  void end(std::string_view what) {
    if (lines_ > most_) {
      err_ << fmt::format(
          "ptimport: and {} more {} (-v or --format json tells all)\n",
          text::grouped(lines_ - most_),
          what
      );
    }
  }

private:
  static constexpr std::size_t few = 5;

  std::ostream& err_;
  std::size_t most_;
  std::size_t lines_ = 0;
};

}  // namespace importer
