#include "importer/refused_alike.hpp"

#include "importer/refusal.hpp"

#include <fmt/format.h>

namespace importer {

namespace {

/// One call's worth of runs: less may well be a coincidence.
constexpr std::size_t enough = 20;

}  // namespace

void RefusedAlike::refused(const client::ApiError& error) {
  alike_ &= !words_ || *words_ == error.words();
  words_ = error.words();
  if (++refused_ >= enough && alike_ && !any_taken_ && !verdict_) {
    verdict_ = fmt::format(
        "not sent, because the first {} {} were refused: {}", refused_, what_, explain(error)
    );
  }
}

}  // namespace importer
