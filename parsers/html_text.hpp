#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Messages that a test tool wrote as HTML for its own log.
namespace parsers {

/// What a reader of the page would see: without tags, a new line for each block and `<br>`, the
/// commonest entities decoded.
std::string text_of_html(std::string_view html);

/// The files that the page shows or links to.
struct HtmlFiles {
  std::vector<std::string> paths;  ///< As file names: `%20` and entities decoded; no `http:` links.
  /// A picture within the page, as a `data:` URI in base64; views into the page.
  struct Embedded {
    std::string_view media_type;
    std::string_view content;
  };
  std::vector<Embedded> embedded;
  std::size_t not_base64 = 0;  ///< Pictures within the page in another form.
};
/// Takes the `src` of `img` and the `href` of `a`, each path once, 500 of each kind at most.
HtmlFiles files_of_html(std::string_view html);

}  // namespace parsers
