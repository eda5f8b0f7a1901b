#pragma once

#include "importer/attachments.hpp"
#include "importer/file_name.hpp"
#include "importer/gather.hpp"
#include "importer/options.hpp"
#include "importer/outcome.hpp"
#include "importer/run_file.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace importer {

/// What was found, or not, for the attachments that are files beside their reports.
using AttachmentsByAddress = std::unordered_map<const parsers::Attachment*, SoughtFile>;

/// Collects the files of one run, each only if the limits allow it.
class RunFiles {
public:
  /// Bytes that the files of the import may still have, and what has to stay behind: shared by all
  /// runs.
  struct Shared {
    std::uint64_t left_in_all = 0;
    std::vector<FileLeftOut> left_out;
  };

  /// All must outlive this. `beside_run`: bytes that its call may hold of its test.
  RunFiles(
      const Execution& execution,
      std::size_t beside_run,
      const AttachmentsByAddress& found,
      const ImportOptions& options,
      Shared& shared
  );

  /// A file beside the report; `written` is its path as the report, or the user, gives it.
  void add(std::string_view written, const SoughtFile& found);
  void add(const parsers::Attachment& attachment);
  /// What a test wrote; only its end, where it is more than one file may be.
  void add_text(const std::string& name, std::string_view text);

  std::vector<RunFile> take() { return std::move(files_); }

private:
  bool add(
      std::string_view wanted,
      std::string_view whole,
      std::uint64_t size,
      decltype(RunFile::from) from
  );
  std::string why_not(std::string_view wanted, std::uint64_t size) const;
  void leave_out(std::string_view name, std::string why);

  const Execution& execution_;
  const AttachmentsByAddress& found_;
  const AttachOptions& limits_;
  Shared& shared_;
  std::vector<RunFile> files_;
  FileNames names_;
  std::uint64_t room_ = 0;  ///< Bytes left in the run's call.
};

}  // namespace importer
