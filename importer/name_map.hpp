#pragma once

#include "importer/test_id.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace importer {

/// `--map FILE`: names that tests have in reports, and what they are in PractiTest.
class NameMap {
public:
  struct Row {
    std::size_t line = 0;      ///< In the file.
    std::string from;          ///< As it stands there.
    std::string to;            ///< A name, unless `id` is there.
    std::optional<TestId> id;  ///< Of a row to `PT-205`.
  };

  NameMap() = default;  ///< Maps nothing.
  /// Reads a CSV file with the columns `from` and `to`. Throws UsageError, with file and line, for
  /// a file that cannot be read or is none, a row that lacks something, and two rows for one name.
  static NameMap read(const std::string& file);

  /// Null when no row is for this name.
  const Row* find(std::string_view name) const;
  const std::string& file() const { return file_; }  ///< As the user named it.
  /// By their names, in the form of match_key().
  const std::unordered_map<std::string, Row>& rows() const { return rows_; }

private:
  std::string file_;
  std::unordered_map<std::string, Row> rows_;
};

}  // namespace importer
