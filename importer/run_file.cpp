#include "importer/run_file.hpp"

#include "importer/digest.hpp"
#include "importer/text.hpp"
#include "parsers/inflate.hpp"

#include <fmt/format.h>

namespace importer {

namespace {

using Content = std::variant<std::string, NotFound>;

std::string words_before(const CapturedText& captured) {
  return captured.left_out == 0
             ? std::string()
             : fmt::format("… {} bytes left out\n", text::grouped(captured.left_out));
}

Content content_of(const FileOnDisk& on_disk) {
  if (!on_disk.lost.empty()) {
    return NotFound{on_disk.lost};
  }
  auto content = read_file(on_disk.file);
  const auto* const bytes = std::get_if<std::string>(&content);
  if (bytes != nullptr && !on_disk.digest.empty() && digest_of(*bytes) != on_disk.digest) {
    return NotFound{"it is not the file any more that it was when the plan was saved"};
  }
  return content;
}

Content content_of(const PackedFile& packed) { return packed.among->content(packed.path); }

Content content_of(const FileInReport& in_report) {
  const auto& attachment = *in_report.attachment;
  if (attachment.packing == parsers::Packing::unpacked) {
    return std::string(attachment.content);
  }
  auto bytes = parsers::decode_base64(attachment.content);
  if (!bytes) {
    return NotFound{"its content in the report is no base64"};
  }
  return std::move(*bytes);
}

Content content_of(const CapturedText& captured) {
  return words_before(captured).append(captured.text);
}

}  // namespace

Content content_of(const RunFile& file) {
  return std::visit([](const auto& from) { return content_of(from); }, file.from);
}

std::uint64_t size_of(const CapturedText& captured) {
  return words_before(captured).size() + captured.text.size();
}

std::string digest_of(std::string_view content) {
  Digest digest;
  digest.add(content);
  return digest.hexadecimal();
}

}  // namespace importer
