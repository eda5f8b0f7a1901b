#include "parsers/read_report.hpp"

#include "parsers/cut_off.hpp"
#include "parsers/decode.hpp"
#include "parsers/document.hpp"
#include "parsers/formats.hpp"
#include "parsers/json_formats.hpp"
#include "parsers/mask_report.hpp"
#include "parsers/oddities.hpp"
#include "parsers/robot_json.hpp"
#include "parsers/xml.hpp"
#include "parsers/zip.hpp"
#include "parsers/zipped_report.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace parsers {

namespace {

Report read_json_report(
    std::string source, Utf8 utf8, Oddities& oddities, const ReadOptions& options
) {
  const auto document = std::make_shared<Document>(std::move(utf8.text));
  JsonText json(*document, std::move(utf8.lines), oddities);
  const auto& format = json_format_of(json, options.format);
  Secrets secrets(*document, oddities, options.mask);
  Report report;
  report.source = std::move(source);
  report.format = format.name;
  format.read(json, report, secrets);
  if (json.cut_off() && (options.strict || report.results.empty())) {
    refuse_cut(*json.cut_off(), report.results.size());
  }
  mask_secrets(secrets, report);
  report.cut_off = json.cut_off();
  report.oddities = oddities.list();
  report.document = document;
  return report;
}

}  // namespace

Report read_report(std::string source, std::string bytes, const ReadOptions& options) {
  Oddities oddities;
  std::optional<ZippedReport> zipped;
  if (zip::is_zip(bytes)) {
    zipped.emplace(std::move(bytes));
    bytes = zipped->take_report();
  }
  auto utf8 = to_utf8(std::move(bytes), oddities);
  std::vector<std::uint32_t> lines_of_json;
  std::size_t oddities_of_json = 0;
  if (robot::is_json_output(utf8.text)) {
    oddities_of_json = oddities.list().size();
    auto [xml, lines] = robot::as_xml(utf8.text);
    lines_of_json = std::move(lines);
    utf8 = to_utf8(std::move(xml), oddities);
  } else if (looks_like_json(utf8.text)) {
    return read_json_report(std::move(source), std::move(utf8), oddities, options);
  }
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
  if (zipped) {
    zipped->enclose_files(report, *document, oddities);
  }
  report.cut_off = tree.cut_off();
  report.oddities = oddities.list();
  if (!lines_of_json.empty()) {
    robot::restore_lines(lines_of_json, oddities_of_json, report);
  }
  report.document = document;
  return report;
}

}  // namespace parsers
