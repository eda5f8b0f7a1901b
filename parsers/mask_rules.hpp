#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace parsers {

/// Whether a parameter of this name is likely to hold a password, a token or a key. The key of a
/// ticket (`test_key`, `issueKey`) is none.
bool sounds_secret(std::string_view name);

/// Of which parameters, properties and variables the values are kept out of the model.
struct MaskRules {
  bool none = false;                  ///< Nothing is masked, whatever the patterns say.
  std::vector<std::string> patterns;  ///< Names with `*`, `?`, `[…]`, in any case, beside
                                      ///< those that sound secret.

  bool cover(std::string_view name) const;
};

}  // namespace parsers
