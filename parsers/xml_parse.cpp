#include "parsers/cut_off.hpp"
#include "parsers/ending.hpp"
#include "parsers/prolog.hpp"
#include "parsers/text.hpp"
#include "parsers/xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

namespace parsers::xml {

namespace {

using pugi::xml_node;

/// Entities stay as they are, for Tree::decode; attribute values keep their newlines, because
/// stack traces stand in some of them. Text that comes first in an element is the element's own
/// value: a node for each would take more room than most of these texts.
constexpr unsigned parse_options = pugi::parse_cdata | pugi::parse_eol | pugi::parse_embed_pcdata;

/// Stands in the place of the root's end tag while the text is parsed. When a report whose suites
/// nest ends behind the end tag of an inner one, it looks whole: this element is then in that
/// suite, where pugixml alone would only tell that something is open.
constexpr std::string_view end_mark = "<_/>";

/// The end tag of `root`, when that is the last thing in `text`, and white space behind it: then
/// nothing is missing, and nothing stands behind it. Else empty.
std::string_view last_end_tag(std::string_view text, std::string_view root) {
  const auto begin = text.rfind('<');
  if (begin == npos || !text.substr(begin).starts_with("</")) {
    return {};
  }
  const auto tag = text.substr(begin);
  const auto name = trimmed(tag).substr(2);
  return name.starts_with(root) && trimmed(name.substr(root.size())) == ">" ? tag
                                                                            : std::string_view{};
}

/// Passes over what may stand behind the root element.
std::string_view without_misc(std::string_view text) {
  for (;;) {
    text = trimmed(text);
    const std::string_view end = text.starts_with("<!--")                                ? "-->"
                                 : text.starts_with("<?") && !text.starts_with("<?xml ") ? "?>"
                                                                                         : "";
    const auto found = end.empty() ? npos : text.find(end, 2);
    if (found == npos) {
      return text;
    }
    text.remove_prefix(found + end.size());
  }
}

std::string why_malformed(pugi::xml_parse_status status) {
  switch (status) {
  case pugi::status_bad_pi:
    return "a processing instruction is not well formed";
  case pugi::status_bad_comment:
    return "a comment is not closed; was the file cut off?";
  case pugi::status_bad_cdata:
    return "a CDATA section is not closed; was the file cut off?";
  case pugi::status_bad_doctype:
    return "a DOCTYPE stands where none may be";
  case pugi::status_bad_start_element:
    return "a start tag is not well formed";
  case pugi::status_bad_attribute:
    return "an attribute is not well formed";
  case pugi::status_bad_end_element:
    return "an end tag is not well formed";
  case pugi::status_end_element_mismatch:
    return "an end tag does not match the element that is open";
  case pugi::status_out_of_memory:
    return "there is not enough memory to read the report: split it, one file a suite";
  default:
    return "a < begins no tag";
  }
}

std::string end_tags(const std::vector<std::string_view>& open) {
  std::string tags;
  for (auto name = open.rbegin(); name != open.rend(); ++name) {
    tags.append("</").append(*name).append(">");
  }
  return tags;
}

xml_node last_below(xml_node top) {
  while (const auto last = top.last_child()) {
    top = last;
  }
  return top;
}

xml_node last_element(xml_node parent) {
  auto last = parent.last_child();
  while (last && last.type() != pugi::node_element) {
    last = last.previous_sibling();
  }
  return last;
}

/// From the leaves up: pugixml goes down by recursion, and elements may nest a million deep.
void remove(xml_node top) {
  for (auto node = top; top.first_child();) {
    while (const auto first = node.first_child()) {
      node = first;
    }
    auto parent = node.parent();
    parent.remove_child(node);
    node = parent;
  }
  top.parent().remove_child(top);
}

}  // namespace

Tree::Tree(Document& document, LineIndex lines, Oddities& oddities)
    : document_(document),
      oddities_(oddities),
      lines_(std::move(lines)),
      size_(document.text().size()) {
  const auto prolog = read_prolog(document.text(), oddities);
  const std::string root_name(prolog.root_name);
  const auto begin = prolog.root;
  auto size = size_ - begin;
  std::size_t depth = 0;
  const auto text = document.text().substr(begin);
  if (last_end_tag(text, root_name).empty()) {
    const auto ending = find_ending(text);
    size = ending.end;
    depth = ending.open.size();
    if (ending.cut) {
      note_cut(ending.innermost);
      if (ending.open.empty()) {
        refuse_cut(0);
      }
      const auto tags = end_tags(ending.open);
      size += tags.size();
      document.replace_from(begin + ending.end, tags);
    } else {
      pass_over(text.substr(ending.end), root_name);
    }
  }
  auto content = document.buffer().subspan(begin, size);
  if (!cut_off_) {
    content = set_portions_apart(content);
  }
  parse(content, root_name);
  for (auto node = root(); depth > 0; --depth, node = last_element(node)) {
    open_.push_back(node);
  }
  for (auto node = root().next_sibling(); node; node = node.next_sibling()) {
    if (node.type() == pugi::node_element) {
      refuse_second(node.name(), root_name);
    }
  }
}

std::span<char> Tree::set_portions_apart(std::span<char> content) {
  const std::string_view text(content.data(), content.size());
  auto portions = find_portions(text);
  if (!portions) {
    return content;
  }
  const auto frame =
      document_.keep_joined(text.substr(0, portions->begin), text.substr(portions->ends.back()));
  frame_ = {frame.data(), frame.size()};
  frame_begin_ = static_cast<std::size_t>(text.data() - document_.text().data());
  portions->begin += frame_begin_;
  for (auto& end : portions->ends) {
    end += frame_begin_;
  }
  portions_ = std::move(portions);
  return frame;
}

void Tree::for_each_child(
    xml_node parent, const char* name, const std::function<void(xml_node)>& read
) {
  if (portions_ && parent == root().child(portions_->parent)) {
    auto begin = portions_->begin;
    for (const auto end : portions_->ends) {
      auto* const text = document_.buffer().data() + begin;
      const auto parsed = portion_.load_buffer_inplace(
          text, end - begin, parse_options | pugi::parse_fragment, pugi::encoding_utf8
      );
      if (!parsed) {
        refuse_malformed(parsed.status, text + parsed.offset);
      }
      for (const auto& child : portion_.children(name)) {
        read(child);
      }
      begin = end;
    }
    portion_.reset();
  }
  for (const auto& child : parent.children(name)) {
    read(child);
  }
}

/// Text behind the root element, which is none of the report's.
void Tree::pass_over(std::string_view text, std::string_view root_name) {
  const auto rest = without_misc(text);
  if (rest.empty()) {
    return;
  }
  if (rest.find(fmt::format("<{}", root_name)) != npos || rest.find("<?xml") != npos) {
    refuse_second(rest.data(), root_name);
  }
  oddities_.add(
      "text after the end of the report passed over, bytes: {}", spot_at(rest.data()), rest.size()
  );
}

void Tree::parse(std::span<char> content, std::string_view root_name) {
  const std::string_view text(content.data(), content.size());
  const auto last = last_end_tag(text, root_name);
  const auto* const mark = last.empty() ? nullptr : last.data() + 1;
  if (!last.empty()) {
    const auto at = static_cast<std::size_t>(last.data() - text.data());
    end_mark.copy(content.data() + at, end_mark.size());
    content = content.first(at + end_mark.size());
  }
  const auto parsed =
      tree_.load_buffer_inplace(content.data(), content.size(), parse_options, pugi::encoding_utf8);
  const auto ended = last_below(tree_);
  const bool at_end = mark != nullptr && ended.name() == mark;
  if (mark != nullptr && parsed.status == pugi::status_bad_cdata &&
      ended.type() == pugi::node_cdata) {
    // The root's end tag was a part of the section that the text breaks off in.
    leave_open(ended.parent());
    ended.parent().remove_child(ended);
    return;
  }
  if (!at_end && !parsed) {
    refuse_malformed(parsed.status, content.data() + parsed.offset);
  }
  if (!at_end) {
    return;
  }
  auto closed = ended.parent();
  if (closed.name() != root_name) {
    refuse_malformed(pugi::status_end_element_mismatch, mark - 1);
  }
  closed.remove_child(ended);
  leave_open(closed.parent());
}

/// The text is cut off in `innermost`; not at all when that is the document.
void Tree::leave_open(xml_node innermost) {
  for (auto node = innermost; node.type() == pugi::node_element; node = node.parent()) {
    open_.push_back(node);
  }
  std::ranges::reverse(open_);
  if (!open_.empty()) {
    note_cut(open_.back().name());
  }
}

void Tree::refuse_malformed(pugi::xml_parse_status status, const char* place) const {
  const auto why = fmt::format("this is not well-formed XML: {}", why_malformed(status));
  if (status == pugi::status_bad_comment || status == pugi::status_bad_cdata) {
    const auto end = lines_.place_of(size_);
    throw EndsEarly(end.line, end.column, why);
  }
  refuse(place, why);
}

void Tree::refuse_second(const char* place, std::string_view root_name) const {
  refuse(
      place,
      fmt::format(
          "a second document begins after the end of <{}>: write each report to a file of its own",
          shown_name(root_name)
      )
  );
}

void Tree::note_cut(std::string_view element) {
  const auto place = lines_.place_of(size_);
  cut_off_ = CutOff{place.line, place.column, shown_name(without_prefix(element)), 0};
}

void Tree::refuse_cut(std::uint64_t complete) const { parsers::refuse_cut(*cut_off_, complete); }

void Tree::drop_open(bool (*is_result)(xml_node)) {
  const auto first = std::ranges::find_if(open_, is_result);
  if (first == open_.end()) {
    return;
  }
  if (first == open_.begin()) {
    refuse_cut(0);
  }
  remove(*first);
  open_.erase(first, open_.end());
}

bool Tree::is_open(xml_node element) const {
  // Names are in the text, where an inner element stands behind the outer one.
  return std::ranges::binary_search(
      open_, element.name(), std::less<const char*>(), [](xml_node node) { return node.name(); }
  );
}

}  // namespace parsers::xml
