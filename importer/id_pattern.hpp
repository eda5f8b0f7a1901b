#pragma once

#include "client/entities.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace importer {

/// How a display id stands in a name: a text with {id} in it, `[PT-{id}]`.
class IdPattern {
public:
  /// Throws UsageError for a pattern without {id}, with two of them, or with {id} alone.
  explicit IdPattern(std::string_view text);

  /// Takes the ids out of `name`, and the blanks around them unless they divide words; what is
  /// left may be empty. Case matters, and where the pattern begins or ends with a letter or digit
  /// it stands for a word of its own. Gives the ids in their order, each once.
  std::vector<client::Id> take_from(std::string& name) const;

private:
  struct Found {
    std::size_t begin = 0;
    std::size_t end = 0;
    client::Id id = 0;
  };
  /// The next one that begins at `from` or later; its end is 0 when there is none.
  Found find(std::string_view name, std::size_t from) const;

  std::string before_;
  std::string behind_;
};

}  // namespace importer
