#include "pages/render.hpp"

#include "pages/clean.hpp"
#include "pages/embedded.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <kainjow/mustache.hpp>

#include <stdexcept>

namespace json = boost::json;
namespace mustache = kainjow::mustache;

namespace pages {

namespace {

mustache::data to_data(const json::value& value) {
  if (const auto* text = value.if_string()) {
    // Empty texts are left out by whoever calls: mustache takes one for something.
    return mustache::data(clean(*text));
  }
  if (const auto* array = value.if_array()) {
    mustache::data list(mustache::data::type::list);
    for (const auto& each : *array) {
      list.push_back(to_data(each));
    }
    return list;
  }
  if (const auto* object = value.if_object()) {
    mustache::data members(mustache::data::type::object);
    for (const auto& [key, member] : *object) {
      const auto* text = member.if_string();
      members.set(
          std::string(key),
          text != nullptr && text->empty() ? mustache::data(false) : to_data(member)
      );
    }
    return members;
  }
  if (value.is_bool()) {
    return mustache::data(value.get_bool());
  }
  if (value.is_double()) {
    return mustache::data(fmt::format("{:g}", value.get_double()));
  }
  return mustache::data(fmt::format("{}", value.to_number<std::int64_t>()));
}

}  // namespace

std::string render(std::string_view text, const json::object& data) {
  if (text.find("{{{") != std::string_view::npos || text.find("{{&") != std::string_view::npos) {
    throw std::logic_error("a page's template has an unescaped tag");
  }
  mustache::mustache page{std::string(text)};
  if (!page.is_valid()) {
    throw std::logic_error("a page's template is wrong: " + page.error_message());
  }
  return page.render(to_data(data));
}

std::string with_part(std::string text, std::string_view mark, std::string_view part) {
  const auto at = text.find(mark);
  return at == std::string::npos ? text : text.replace(at, mark.size(), part);
}

std::string report_shape(std::string_view body) {
  auto page = with_part(std::string(report_frame_mustache), "<!--body-->", body);
  page = with_part(std::move(page), "<!--totals-->", report_totals_mustache);
  page = with_part(std::move(page), "<!--calls-->", report_calls_mustache);
  return with_part(std::move(page), "<!--rows-->", report_rows_mustache);
}

std::string self_contained(std::string_view text) {
  auto page =
      with_part(std::string(text), "<!--style-->", fmt::format("<style>\n{}</style>", style_css));
  return with_part(
      std::move(page), "<!--script-->", fmt::format("<script>\n{}</script>", filter_js)
  );
}

std::string with_files_beside(std::string_view text) {
  auto page =
      with_part(std::string(text), "<!--style-->", R"(<link rel="stylesheet" href="style.css">)");
  return with_part(std::move(page), "<!--script-->", R"(<script src="filter.js"></script>)");
}

}  // namespace pages
