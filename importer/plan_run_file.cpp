#include "importer/plan_run_file.hpp"

#include "client/base64.hpp"
#include "importer/file_name.hpp"
#include "importer/plan_values.hpp"
#include "importer/report_place.hpp"
#include "importer/text.hpp"
#include "parsers/inflate.hpp"

#include <optional>
#include <utility>
#include <variant>

namespace json = boost::json;

namespace importer {

using client::Node;
using namespace plan_values;

json::object run_file_object(const RunFile& file) {
  json::object object{{"name", file.filename}, {"size", file.size}};
  const auto content = content_of(file);
  if (const auto* const lost = std::get_if<NotFound>(&content)) {
    object["lost"] = lost->why;
    return object;
  }
  const auto& bytes = std::get<std::string>(content);
  if (const auto* const on_disk = std::get_if<FileOnDisk>(&file.from)) {
    object["path"] = report_place(on_disk->file.path.string());
    object["digest"] = digest_of(bytes);
  } else if (std::holds_alternative<CapturedText>(file.from)) {
    object["text"] = bytes;
  } else {
    object["content"] = client::base64(bytes);
  }
  return object;
}

RunFile run_file_from(const Node& node, std::uint64_t max_body, std::deque<std::string>& texts) {
  RunFile file;
  file.filename = clean(node.at("name"));
  require(
      !file.filename.empty() && text::characters(file.filename) <= max_file_name_characters,
      "files/name is no name of a file"
  );
  file.size = number<std::uint64_t>(node.at("size"));
  require(file.size <= max_body, "files/size is more than a call holds");
  if (node.find("path") || node.find("lost")) {
    FileOnDisk on_disk;
    on_disk.file.path = optional_text(node, "path");
    on_disk.digest = optional_text(node, "digest");
    on_disk.lost = optional_text(node, "lost");
    require(on_disk.digest.empty() == !on_disk.lost.empty(), "files/digest is missing");
    file.from = std::move(on_disk);
    return file;
  }
  auto content = node.find("text") ? std::optional(clean(node.at("text")))
                                   : parsers::decode_base64(node.at("content").text());
  require(content && content->size() <= file.size, "files/content does not fit its size");
  file.from = CapturedText{texts.emplace_back(std::move(*content)), 0};
  return file;
}

}  // namespace importer
