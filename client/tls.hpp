#pragma once

#include "client/endpoint.hpp"
#include "client/settings.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/system/error_code.hpp>

#include <memory>
#include <string>

namespace client {

/// What went wrong with the server's certificate, collected while it is verified.
struct CertificateTrouble {
  int error = 0;        ///< X509_V_ERR_…; 0 for none.
  std::string expired;  ///< End of its life, when that was the trouble.
  std::string names;    ///< Whom it is for, when that was the trouble.
};

/// TLS 1.2 or newer; trusts the system's store and the settings' CAs, presents the settings'
/// client certificate, and refuses what the settings' revocation lists name. Throws
/// std::invalid_argument when a file of the settings is no good, or `insecure` not allowed.
std::shared_ptr<boost::asio::ssl::context> make_tls(const Settings& settings);

/// Prepares a connection to verify that it speaks with `server`, and to name it (SNI). `trouble`
/// must outlive the handshake.
void expect_server(SSL* tls, const Endpoint& server);
void note_trouble(X509_STORE_CTX* store, CertificateTrouble& trouble);

/// A sentence for the user about a handshake that failed, with what to do about it.
std::string handshake_words(
    const Endpoint& server,
    const CertificateTrouble& trouble,
    const boost::system::error_code& error
);

/// Whether an error after the handshake is the server's refusal of our (or no) client
/// certificate: in TLS 1.3 that comes only with the first read.
bool refuses_client_certificate(const boost::system::error_code& error);

}  // namespace client
