#include "importer/options_shut_out.hpp"

#include "importer/network_options.hpp"
#include "importer/place_options.hpp"

#include <array>
#include <utility>

namespace importer {

std::vector<std::string> options_shut_out_by(const std::string& option) {
  constexpr std::array pairs{
      std::pair{"set", "set-id"},
      std::pair{"set-else", "set-id"},
      std::pair{"url", "region"},
      std::pair{"verbose", "quiet"},
      std::pair{"mask", "no-mask"},
      std::pair{"granularity", "parameters"},
  };
  std::vector<std::string> others;
  for (const auto& [one, other] : pairs) {
    if (option == one || option == other) {
      others.emplace_back(option == one ? other : one);
    }
  }
  if (option == "sandbox" || option == "sandbox-data") {
    // A first try is to go as if there were no account.
    others = {"set-id", "clone-set", "ledger"};
    for (const auto& group : {place_option_names(), network_option_names()}) {
      for (const auto& known : group.options()) {
        if (!known->long_name().starts_with("sandbox")) {
          others.push_back(known->long_name());
        }
      }
    }
  }
  return others;
}

}  // namespace importer
