#include "parsers/zipped_report.hpp"

#include "parsers/error.hpp"
#include "parsers/text.hpp"
#include "parsers/zip.hpp"

#include <fmt/format.h>
#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace parsers {

namespace {

using namespace std::string_view_literals;

/// Pages and data of Ranorex become about a tenth; a picture hardly shrinks at all.
constexpr std::size_t largest_ratio = 200;
constexpr std::size_t always_allowed = 16 << 20;
constexpr std::size_t largest = 1 << 30;

std::size_t room_for(std::size_t packed) {
  return std::min(largest, always_allowed + largest_ratio * std::min(packed, largest));
}

/// Windows' names differ in case without meaning anything by it.
std::string in_lower_case(std::string_view name) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower;
}

std::string_view behind_slash(std::string_view path) {
  return path.substr(path.rfind('/') + 1);  // From 0 where there is none.
}

std::string_view media_type_of(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> types = {
      {{".jpg", "image/jpeg"},
       {".jpeg", "image/jpeg"},
       {".png", "image/png"},
       {".gif", "image/gif"},
       {".bmp", "image/bmp"}}};
  for (const auto& [ending, type] : types) {
    if (name.ends_with(ending)) {
      return type;
    }
  }
  return {};
}

/// Whether the record is there with which a zip ends, 22 bytes behind the directory of its files.
bool has_end(std::string_view bytes) {
  constexpr std::size_t smallest = 22;
  const auto at = bytes.rfind("PK\x05\x06"sv);
  return at != std::string_view::npos && bytes.size() - at >= smallest;
}

[[noreturn]] void refuse(const std::string& why) { throw ParseError(0, 0, why); }

[[noreturn]] void refuse_unreadable(const zip::Error& error) {
  Oddities of_the_reason;
  refuse(fmt::format(
      "this is a zip that cannot be read ({}): have the report written again, or give the file in "
      "it that ends in .rxlog.data",
      cleaned(error.what(), of_the_reason)
  ));
}

}  // namespace

ZippedReport::ZippedReport(std::string bytes)
    : bytes_(std::move(bytes)), room_(room_for(bytes_.size())) {
  std::size_t reports = 0;
  try {
    zip::Reader reader(bytes_);
    while (const auto member = reader.next()) {
      if (!in_lower_case(member->name).ends_with(".rxlog.data") || ++reports > 1) {
        continue;
      }
      auto data = member->read(room_);
      if (!data) {
        refuse(
            "this is a zipped report of Ranorex that unpacks to far more than a report would; if "
            "it is one, unpack it and give the file in it that ends in .rxlog.data"
        );
      }
      report_ = std::move(*data);
      folder_ = member->name.substr(0, member->name.rfind('/') + 1);
    }
  } catch (const zip::Error& error) {
    if (!has_end(bytes_)) {
      throw EndsEarly(0, 0, "this is a zip that ends early; it was probably cut off");
    }
    refuse_unreadable(error);
  }
  if (reports == 0) {
    refuse(
        "this is a zip file without a report of Ranorex in it: unpack it and give the reports that "
        "it holds"
    );
  }
  if (reports > 1) {
    refuse(fmt::format(
        "this is a zip file with {} reports of Ranorex in it: unpack it and give them all", reports
    ));
  }
  room_ -= report_.size();
}

void ZippedReport::enclose_files(Report& report, Document& document, Oddities& oddities) {
  boost::unordered_flat_map<std::string, std::vector<Attachment*>> wanted;
  for (auto& result : report.results) {
    if (!result.more) {
      continue;
    }
    for (auto& attachment : result.more->attachments) {
      if (attachment.packing == Packing::none) {
        wanted[in_lower_case(folder_ + std::string(attachment.path))].push_back(&attachment);
      }
    }
  }
  try {
    zip::Reader reader(bytes_);
    while (!wanted.empty()) {
      const auto member = reader.next();
      if (!member) {
        return;
      }
      const auto found = wanted.find(in_lower_case(member->name));
      if (found == wanted.end()) {
        continue;
      }
      if (const auto bytes = member->read(room_)) {
        room_ -= bytes->size();
        const auto content = document.keep(*bytes);
        for (auto* const attachment : found->second) {
          attachment->name = behind_slash(attachment->path);
          attachment->media_type = media_type_of(behind_slash(found->first));
          attachment->content = content;
          attachment->packing = Packing::unpacked;
          attachment->path = {};
        }
      } else {
        oddities.add("files in the zip left out, because they unpack to too much: {}", 0);
      }
      wanted.erase(found);
    }
  } catch (const zip::Error&) {
    oddities.add("files in the zip left out, because they cannot be read: {}", 0, wanted.size());
  }
}

}  // namespace parsers
