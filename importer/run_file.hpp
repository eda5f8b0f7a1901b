#pragma once

#include "importer/packed_file.hpp"
#include "importer/regular_file.hpp"
#include "parsers/report.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace importer {

/// A file on the disk. It is read when its run is sent, and then sent as it was when it was looked
/// at, or not at all.
struct FileOnDisk {
  FoundFile file;
  std::string digest = {};  ///< Of what a saved plan wants it to hold; empty: not known.
  std::string lost = {};    ///< Why it cannot be read any more; empty: nothing is known against it.
};

/// A file within the report, which must outlive this.
struct FileInReport {
  const parsers::Attachment* attachment = nullptr;
};

/// What a test wrote to an output, and the report captured: must outlive this.
struct CapturedText {
  std::string_view text;
  std::size_t left_out = 0;  ///< Bytes before it that are not sent.
};

/// A file that goes with a run. Its content is not held, but for what the report has anyway.
struct RunFile {
  std::string filename;    ///< In PractiTest.
  std::uint64_t size = 0;  ///< In bytes; of one within the report it may be a little less.
  std::variant<FileOnDisk, PackedFile, FileInReport, CapturedText> from;
};

/// The bytes that are sent, or why none are.
std::variant<std::string, NotFound> content_of(const RunFile& file);

/// Bytes of such a text as a file, with the words for what is left out.
std::uint64_t size_of(const CapturedText& captured);

/// As a saved plan names what a file holds.
std::string digest_of(std::string_view content);

}  // namespace importer
