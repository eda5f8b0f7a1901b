#include "importer/told_files.hpp"

#include "importer/sizes.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

namespace importer {

std::string files_text(const Summary& summary) {
  const auto sent = files_sent(summary);
  const auto left_out = files_left_out(summary).size();
  if (sent.files == 0 && left_out == 0) {
    return {};
  }
  auto text = std::string("none");
  if (sent.files != 0) {
    text = fmt::format(
        "{} with {}, {}",
        text::counted(sent.files, "file"),
        text::counted(sent.runs, "run"),
        size_text(sent.bytes)
    );
  }
  if (left_out != 0) {
    text += fmt::format("; {} not sent", text::counted(left_out, "file"));
  }
  return text;
}

}  // namespace importer
