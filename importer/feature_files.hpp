#pragma once

#include "importer/reports.hpp"
#include "parsers/feature_file.hpp"

#include <deque>
#include <string>
#include <vector>

namespace importer {

/// A feature file that was understood.
struct FeatureOnDisk {
  std::string place;     ///< As the user would write it, "features/cart.feature".
  std::string path;      ///< From the root, without symbolic links.
  std::string relative;  ///< From the folder that was searched.
  std::string text;      ///< `feature` points into it: it stays where it is.
  parsers::bdd::FeatureFile feature;
};

struct FeatureFiles {
  std::deque<FeatureOnDisk> read;  ///< In the order of their places.
  std::vector<Unreadable> unread;
};

/// Reads the `*.feature` files below the folder. What a link leads out of it, what is larger than
/// 8 MB and what comes behind 10,000 files, or 64 MB of them, is not read, and told. Throws
/// UsageError for what is no folder, or may not be looked into.
FeatureFiles read_feature_files(const std::string& folder);

}  // namespace importer
