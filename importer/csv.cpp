#include "importer/csv.hpp"

#include <algorithm>

namespace importer {

namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

class CsvReader {
public:
  explicit CsvReader(std::string_view text) : text_(text) {
    if (text_.starts_with(utf8_mark)) {
      text_.remove_prefix(utf8_mark.size());
    }
  }

  std::vector<CsvRow> read() {
    while (!text_.empty()) {
      if (!skip_line_end()) {
        rows_.push_back(row());
      }
    }
    return std::move(rows_);
  }

private:
  CsvRow row() {
    CsvRow row;
    row.line = line_;
    row.fields.push_back(field());
    while (text_.starts_with(',')) {
      text_.remove_prefix(1);
      row.fields.push_back(field());
    }
    skip_line_end();
    return row;
  }

  bool at_line_end() const {
    return text_.empty() || text_.starts_with('\n') || text_.starts_with("\r\n");
  }

  bool skip_line_end() {
    const std::size_t size = text_.starts_with("\r\n") ? 2 : text_.starts_with('\n') ? 1 : 0;
    text_.remove_prefix(size);
    line_ += size == 0 ? 0 : 1;
    return size != 0;
  }

  std::string field() {
    if (text_.starts_with('"')) {
      return quoted();
    }
    std::size_t end = 0;
    while (end < text_.size() && text_[end] != ',' && text_[end] != '\n') {
      if (text_[end] == '"') {
        throw CsvError(line_, "a quote within a field: put the field in quotes, and double it");
      }
      ++end;
    }
    if (end > 0 && end < text_.size() && text_[end] == '\n' && text_[end - 1] == '\r') {
      --end;
    }
    std::string field(text_.substr(0, end));
    text_.remove_prefix(end);
    return field;
  }

  std::string quoted() {
    const auto begun = line_;
    std::string field;
    text_.remove_prefix(1);
    for (;;) {
      const auto quote = text_.find('"');
      if (quote == std::string_view::npos) {
        throw CsvError(begun, "a quote that is opened here is not closed");
      }
      const auto part = text_.substr(0, quote);
      field += part;
      line_ += static_cast<std::size_t>(std::ranges::count(part, '\n'));
      text_.remove_prefix(quote + 1);
      if (!text_.starts_with('"')) {
        break;
      }
      field += '"';
      text_.remove_prefix(1);
    }
    if (!text_.starts_with(',') && !at_line_end()) {
      throw CsvError(line_, "text behind a closing quote: double the quotes within a field");
    }
    return field;
  }

  std::string_view text_;
  std::size_t line_ = 1;
  std::vector<CsvRow> rows_;
};

}  // namespace

std::vector<CsvRow> read_csv(std::string_view text) { return CsvReader(text).read(); }

}  // namespace importer
