#include "parsers/read_report.hpp"

#include "parsers/decode.hpp"
#include "parsers/document.hpp"
#include "parsers/formats.hpp"
#include "parsers/mask_report.hpp"
#include "parsers/oddities.hpp"
#include "parsers/xml.hpp"

#include <utility>

namespace parsers {

Report read_report(std::string source, std::string bytes, const ReadOptions& options) {
  Oddities oddities;
  auto utf8 = to_utf8(std::move(bytes), oddities);
  const auto document = std::make_shared<Document>(std::move(utf8.text));
  xml::Tree tree(*document, std::move(utf8.lines), oddities);
  const auto& format = format_of(tree, options.format);
  tree.drop_open(format.is_result);
  Report report;
  report.source = std::move(source);
  report.format = format.name;
  format.read(tree, report, options);
  if (tree.cut_off() && (options.strict || report.results.empty())) {
    tree.refuse_cut(report.results.size());
  }
  refuse_nothing_found(tree, format, report);
  mask_secrets(tree, report, options.mask);
  report.cut_off = tree.cut_off();
  report.oddities = oddities.list();
  report.document = document;
  return report;
}

}  // namespace parsers
