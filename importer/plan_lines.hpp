#pragma once

#include "importer/digest.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <iosfwd>
#include <string>

namespace importer {

/// A saved plan is one JSON value a line, so that neither side holds the whole of it as JSON. The
/// last line has a digest of all others, by which a file that was cut or changed is told.
class PlanLines {
public:
  explicit PlanLines(std::ostream& out) : out_(out) {}

  void write(const boost::json::object& line);
  /// Writes the last line: `{"end": …}` with the digest.
  void end(boost::json::object last);

private:
  std::ostream& out_;
  Digest digest_;
};

/// Reads them back.
class PlanLineReader {
public:
  PlanLineReader(std::istream& in, std::string file) : in_(in), file_(std::move(file)) {}

  /// The next line. Throws UsageError when there is none, for what is no JSON object, and for the
  /// last line when its digest is another one, or when it is not the last.
  boost::json::object next();
  /// Whether the last line was given.
  bool ended() const { return ended_; }

  /// Throws UsageError: the file, the line that was given last, what is wrong with it.
  [[noreturn]] void refuse(const std::string& why) const;

private:
  bool take_line();
  void check_end(const boost::json::object& line);

  std::istream& in_;
  std::string file_;
  std::string line_;
  std::size_t number_ = 0;
  bool ended_ = false;
  Digest digest_;
};

}  // namespace importer
