#include "importer/history/imagined.hpp"

#include "importer/look_costs.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string_view>
#include <unordered_set>

namespace asio = boost::asio;
namespace json = boost::json;

namespace importer::history {

namespace {

/// Of the one field.
constexpr const char* field_key = "---f-1";

/// What a look asks for.
struct Query {
  explicit Query(const std::string& target) {
    const auto parsed = boost::urls::parse_origin_form(target);
    if (!parsed) {
      throw std::logic_error("a look at no URL: " + target);
    }
    const auto path = std::string(parsed->encoded_path());
    resource = path.substr(path.rfind('/') + 1);
    for (const auto& param : parsed->params()) {
      take(std::string(param.key), std::string(param.value));
    }
  }

  std::string resource;  ///< "tests.json"
  std::optional<std::string> name;
  std::vector<client::Id> sets;
  std::unordered_set<client::Id> tests;
  std::vector<client::Id> display_ids;
  std::size_t page = 1;

private:
  static std::vector<client::Id> ids_in(std::string_view list) {
    std::vector<client::Id> ids;
    while (!list.empty()) {
      const auto comma = std::min(list.find(','), list.size());
      client::Id id = 0;
      std::from_chars(list.data(), list.data() + comma, id);
      ids.push_back(id);
      list.remove_prefix(std::min(list.size(), comma + 1));
    }
    return ids;
  }

  void take(const std::string& key, const std::string& value) {
    if (key == "name_exact") {
      name = value;
    } else if (key == "set-ids") {
      sets = ids_in(value);
    } else if (key == "test-ids") {
      const auto ids = ids_in(value);
      tests.insert(ids.begin(), ids.end());
    } else if (key == "display-ids") {
      display_ids = ids_in(value);
    } else if (key == "page[number]") {
      std::from_chars(value.data(), value.data() + value.size(), page);
    } else if (key != "page[size]") {
      throw std::logic_error("a look that is not imagined: " + key);
    }
  }
};

json::object to_json(client::Id id, json::object attributes) {
  return {{"id", std::to_string(id)}, {"attributes", std::move(attributes)}};
}

json::object to_json(const client::Test& test) {
  return to_json(test.id, {{"name", test.name}, {"display-id", test.display_id}});
}

json::object to_json(const client::TestSet& set) {
  return to_json(set.id, {{"name", set.name}, {"instances-count", set.instances_count}});
}

json::object to_json(const client::Instance& instance) {
  return to_json(
      instance.id,
      {{"name", instance.name}, {"set-id", instance.set_id}, {"test-id", instance.test_id}}
  );
}

/// A test with what it holds in the field, by the field's key and by its name.
json::object to_json(const client::Test& test, const ImaginedProject& project) {
  auto object = to_json(test);
  if (const auto value = project.values.find(test.id); value != project.values.end()) {
    object["attributes"].as_object()["custom-fields"] = {
        {field_key, value->second}, {project.field, value->second}};
  }
  return object;
}

json::object to_json(const client::Field& field) {
  return to_json(
      field.id,
      {{"name", field.name},
       {"uniq_name", "___f_1"},
       {"field_format", field.format},
       {"entities", json::value_from(field.entities)}}
  );
}

/// The query's page of those that it names.
template <class Item, class Fits, class AsJson>
void put(
    const std::vector<Item>& items,
    const Query& query,
    const Fits& fits,
    const AsJson& as_json,
    json::object& body
) {
  json::array page;
  std::size_t found = 0;
  const auto before = (query.page - 1) * client::max_page_size;
  for (const auto& item : items) {
    if ((!query.name || item.name == *query.name) && fits(item)) {
      if (found >= before && found < before + client::max_page_size) {
        page.push_back(as_json(item));
      }
      ++found;
    }
  }
  const auto pages = calls_for(found, client::max_page_size);
  body["data"] = std::move(page);
  body["meta"] = json::object{
      {"current-page", query.page},
      {"total-count", found},
      {"total-pages", pages},
      {"next-page", query.page < pages ? json::value(query.page + 1) : json::value()}};
}

std::vector<client::Instance> instances_of(
    const std::vector<client::Id>& sets, const ImaginedProject& project
) {
  std::vector<client::Instance> instances;
  for (const auto set : sets) {
    const auto held = project.instances.find(set);
    if (held != project.instances.end()) {
      for (const auto& one : held->second) {
        instances.push_back({one.id, set, one.test_id, project.names.at(one.test_id), ""});
      }
    }
  }
  return instances;
}

/// That people gave them tells that the tests are there.
std::vector<client::Test> with_display_ids(const std::vector<client::Id>& ids) {
  // Above all that PractiTest, or the forecast, gives.
  constexpr client::Id above = client::Id{1} << 53;
  std::vector<client::Test> tests;
  for (const auto id : ids) {
    const auto display = std::to_string(id);
    tests.push_back({above + id, display, "PT-" + display});
  }
  return tests;
}

}  // namespace

client::Field field_named(const std::string& name) {
  client::Field field;
  field.id = 1;
  field.name = name;
  field.format = "text";
  field.entities = {"Test"};
  return field;
}

asio::awaitable<client::Response> ImaginedPractiTest::send(client::Request request) {
  const Query query(request.target);
  const auto all = [](const auto&) { return true; };
  const auto as_it_is = [](const auto& item) { return to_json(item); };
  json::object body;
  if (request.method == "GET" && query.resource == "tests.json" && !query.display_ids.empty()) {
    put(with_display_ids(query.display_ids), query, all, as_it_is, body);
  } else if (request.method == "GET" && query.resource == "tests.json") {
    const auto with_field = [this](const auto& test) { return to_json(test, project_); };
    put(project_.tests, query, all, with_field, body);
  } else if (request.method == "GET" && query.resource == "sets.json") {
    put(project_.sets, query, all, as_it_is, body);
  } else if (request.method == "GET" && query.resource == "instances.json" && !query.sets.empty()) {
    const auto of_test = [&query](const client::Instance& instance) {
      return query.tests.empty() || query.tests.contains(instance.test_id);
    };
    put(instances_of(query.sets, project_), query, of_test, as_it_is, body);
  } else if (request.method == "GET" && query.resource == "fields.json") {
    body["data"] = json::array{to_json(field_named(project_.field))};
  } else {
    throw std::logic_error("a look that is not imagined: " + request.method + " " + query.resource);
  }
  client::Response response;
  response.status = 200;
  response.body = json::serialize(body);
  co_return response;
}

}  // namespace importer::history
