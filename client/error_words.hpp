#pragma once

#include <string>

namespace client {

/// A server's own words about an error, reduced to one clean line of at most about 300
/// characters; empty when it has none. The shape of error bodies is not documented: JSON with
/// `errors` as a list of {title, detail, source} or as {"field": ["…"]}, JSON with some other
/// word for it, a bare string, a gateway's HTML page, plain text. Never throws.
std::string error_words(const std::string& body);

}  // namespace client
