#include "parsers/html_files.hpp"

#include "parsers/html_text.hpp"

#include <algorithm>
#include <cstddef>

namespace parsers {

void add_html_files(xml::Tree& tree, std::string_view html, const Spot& spot, Result& result) {
  if (html.find('<') == std::string_view::npos) {
    return;
  }
  const auto files = files_of_html(html);
  if (files.not_base64 > 0) {
    tree.oddities().add(
        "pictures that stand in a message itself, not in base64, left out: {}",
        spot,
        files.not_base64
    );
  }
  // An attachment is compared with all others of its result.
  constexpr std::size_t most_attachments = 500;
  const auto add = [&](const Attachment& file) {
    auto& attachments = result.make_evidence().attachments;
    const auto is_same = [&](const Attachment& other) {
      return other.path == file.path && other.content == file.content;
    };
    if (attachments.size() < most_attachments && std::ranges::none_of(attachments, is_same)) {
      attachments.push_back(file);
    }
  };
  for (const auto& path : files.paths) {
    add({tree.document().keep(path), {}});
  }
  for (const auto& embedded : files.embedded) {
    add({{}, embedded.media_type, {}, embedded.content, Packing::base64});
  }
}

}  // namespace parsers
