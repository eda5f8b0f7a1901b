#pragma once

namespace fuzz {

/// Unless `holds`, tells the reason on stderr and aborts, which libFuzzer takes for a finding.
void require(bool holds, const char* reason);

}  // namespace fuzz
