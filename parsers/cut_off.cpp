#include "parsers/cut_off.hpp"

#include "parsers/error.hpp"

#include <fmt/format.h>

#include <string>

namespace parsers {

void refuse_cut(const CutOff& cut_off, std::uint64_t complete) {
  const auto count = complete == 0   ? std::string("no complete results stand")
                     : complete == 1 ? std::string("1 complete result stands")
                                     : fmt::format("{} complete results stand", complete);
  throw EndsEarly(
      cut_off.line,
      cut_off.column,
      fmt::format(
          "{}; {} before the break: run the tests again{}",
          describe(cut_off),
          count,
          complete == 0 ? "" : ", or close the open elements by hand"
      ),
      complete
  );
}

}  // namespace parsers
