#pragma once

namespace importer {

/// As long as it lives this process leaves no core dump when it crashes, and no other process of
/// its user may look into its memory: both would give away the token.
class NoCoreDump {
public:
  NoCoreDump();
  ~NoCoreDump();
  NoCoreDump(const NoCoreDump&) = delete;
  NoCoreDump& operator=(const NoCoreDump&) = delete;

private:
  bool before_ = true;
};

}  // namespace importer
