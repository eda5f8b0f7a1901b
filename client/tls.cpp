#include "client/tls.hpp"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <unistd.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/error.hpp>

#include <cstdlib>
#include <stdexcept>

namespace client {

namespace {

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

constexpr int most_names = 5;

void require(const error_code& error, const std::string& what) {
  if (error) {
    throw std::invalid_argument(fmt::format("{}: {}", what, error.message()));
  }
}

std::string expiry(const X509* certificate) {
  std::unique_ptr<BIO, decltype(&BIO_free)> text(BIO_new(BIO_s_mem()), &BIO_free);
  ASN1_TIME_print(text.get(), X509_get0_notAfter(certificate));
  char* data = nullptr;
  const long size = BIO_get_mem_data(text.get(), &data);
  return std::string(data, static_cast<std::size_t>(size));
}

// A certificate's text comes from a stranger: only what a DNS name may hold gets into a message.
std::string printable(const unsigned char* data, int size) {
  std::string text;
  for (int i = 0; i < size && i < 100; ++i) {
    const unsigned char c = data[i];
    text += c > 0x20 && c < 0x7f ? static_cast<char>(c) : '?';
  }
  return text;
}

std::string names_of(const X509* certificate) {
  std::string names;
  auto* all = static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)
  );
  const int count = all == nullptr ? 0 : sk_GENERAL_NAME_num(all);
  int listed = 0;
  for (int i = 0; i < count; ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(all, i);
    if (name->type != GEN_DNS) {
      continue;
    }
    if (++listed > most_names) {
      names += ", …";
      break;
    }
    names += names.empty() ? "" : ", ";
    names += printable(ASN1_STRING_get0_data(name->d.dNSName), ASN1_STRING_length(name->d.dNSName));
  }
  GENERAL_NAMES_free(all);
  return names.empty() ? "none" : names;
}

std::string certificate_words(const Endpoint& server, const CertificateTrouble& trouble) {
  const auto& host = server.host;
  switch (trouble.error) {
  case X509_V_ERR_CERT_HAS_EXPIRED:
    return fmt::format("the certificate of {} expired on {}", host, trouble.expired);
  case X509_V_ERR_CERT_NOT_YET_VALID:
    return fmt::format(
        "the certificate of {} is not valid yet; is this machine's clock right?", host
    );
  case X509_V_ERR_HOSTNAME_MISMATCH:
  case X509_V_ERR_IP_ADDRESS_MISMATCH:
    return fmt::format(
        "the certificate is not for {} but for other names ({}): hostname mismatch",
        host,
        trouble.names
    );
  case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
  case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
  case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
  case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
  case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    return fmt::format(
        "the certificate of {} is not signed by a known authority; "
        "for a private one use --ca-file",
        host
    );
  case X509_V_ERR_CERT_REVOKED:
    return fmt::format(
        "the certificate of {} is revoked by the authority that signed it (--crl-file): its key "
        "may be in wrong hands; ask who runs the server for a new certificate",
        host
    );
  case X509_V_ERR_UNABLE_TO_GET_CRL:
    return fmt::format(
        "whether the certificate of {} is revoked cannot be told: --crl-file holds no list of the "
        "authority that signed it",
        host
    );
  case X509_V_ERR_CRL_HAS_EXPIRED:
    return fmt::format(
        "whether the certificate of {} is revoked cannot be told: the list in --crl-file is out of "
        "date; fetch the authority's latest",
        host
    );
  default:
    return fmt::format(
        "the certificate of {} is refused: {}", host, X509_verify_cert_error_string(trouble.error)
    );
  }
}

// Of the server's certificate alone: lists of the authorities above are seldom to be had.
void check_revocation(SSL_CTX* tls, const std::string& file) {
  X509_STORE* const store = SSL_CTX_get_cert_store(tls);
  X509_LOOKUP* const lookup = X509_STORE_add_lookup(store, X509_LOOKUP_file());
  ERR_clear_error();
  if (lookup == nullptr || X509_load_crl_file(lookup, file.c_str(), X509_FILETYPE_PEM) <= 0) {
    const auto code = ERR_peek_last_error();
    ERR_clear_error();
    const bool not_opened = ERR_GET_REASON(code) == ERR_R_SYS_LIB;
    throw std::invalid_argument(fmt::format(
        "cannot use the revocation list {}: {}",
        file,
        not_opened ? "it cannot be opened" : "it holds none in PEM (-----BEGIN X509 CRL-----)"
    ));
  }
  X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK);
}

/// Throws where the server's certificate would go unchecked on a way that others can be on.
void refuse_insecure_beyond_this_machine(const Settings& settings) {
  const auto server = parse_base_url(settings.base_url).endpoint;
  if (!server.on_this_machine()) {
    throw std::invalid_argument(fmt::format(
        "--insecure, which takes any certificate, is only for a server on this machine "
        "(localhost, 127.0.0.1, [::1]), and {} is none: whoever is on the way could read the "
        "token; for a private authority use --ca-file",
        server.host
    ));
  }
  if (!settings.proxy.empty()) {
    throw std::invalid_argument(
        "--insecure is only for a server on this machine, and a proxy leads elsewhere: "
        "leave out one of the two"
    );
  }
  if (!settings.crl_file.empty()) {
    throw std::invalid_argument(
        "--insecure takes any certificate, also one that --crl-file revokes: leave out one of the "
        "two"
    );
  }
}

/// OpenSSL as Debian builds it looks where Debian keeps the authorities; the portable program runs
/// where others keep theirs, too. The places are those where Go's crypto/x509 looks.
void trust_the_system(ssl::context& tls) {
  // A machine without a store is no error yet: --ca-file may be all that is needed.
  error_code error;
  tls.set_default_verify_paths(error);
  const auto is_there = [](const char* path) { return ::access(path, R_OK) == 0; };
  if (std::getenv(X509_get_default_cert_file_env()) != nullptr ||
      std::getenv(X509_get_default_cert_dir_env()) != nullptr ||
      is_there(X509_get_default_cert_file()) || is_there(X509_get_default_cert_dir())) {
    return;
  }
  for (const auto* store :
       {"/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem"}) {
    if (is_there(store)) {
      tls.load_verify_file(store, error);
      return;
    }
  }
}

}  // namespace

std::shared_ptr<ssl::context> make_tls(const Settings& settings) {
  auto tls = std::make_shared<ssl::context>(ssl::context::tls_client);
  SSL_CTX_set_min_proto_version(tls->native_handle(), TLS1_2_VERSION);
  if (settings.insecure) {
    refuse_insecure_beyond_this_machine(settings);
  }
  tls->set_verify_mode(settings.insecure ? ssl::verify_none : ssl::verify_peer);
  trust_the_system(*tls);
  error_code error;
  if (!settings.ca_file.empty()) {
    tls->load_verify_file(settings.ca_file, error);
    require(error, "cannot use the CA file " + settings.ca_file);
  }
  if (!settings.ca_pem.empty()) {
    tls->add_certificate_authority(boost::asio::buffer(settings.ca_pem), error);
    require(error, "cannot use the CA certificate");
  }
  if (!settings.crl_file.empty()) {
    check_revocation(tls->native_handle(), settings.crl_file);
  }
  // Without this OpenSSL would ask on the terminal, which a pipeline does not have.
  tls->set_password_callback([](std::size_t, ssl::context::password_purpose) {
    return std::string();
  });
  if (settings.client_cert.empty() && !settings.client_key.empty()) {
    throw std::invalid_argument("a client key is of no use without the client certificate");
  }
  if (!settings.client_cert.empty()) {
    tls->use_certificate_chain_file(settings.client_cert, error);
    require(error, "cannot use the client certificate " + settings.client_cert);
    const auto& key = settings.client_key.empty() ? settings.client_cert : settings.client_key;
    tls->use_private_key_file(key, ssl::context::pem, error);
    require(error, fmt::format("cannot use the client key {} (encrypted keys are not read)", key));
  }
  return tls;
}

void expect_server(SSL* tls, const Endpoint& server) {
  if (server.is_address) {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls), server.host.c_str());
    return;  // RFC 6066: no address in SNI.
  }
  SSL_set_hostflags(tls, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  SSL_set1_host(tls, server.host.c_str());
  SSL_set_tlsext_host_name(tls, server.host.c_str());
}

void note_trouble(X509_STORE_CTX* store, CertificateTrouble& trouble) {
  trouble.error = X509_STORE_CTX_get_error(store);
  if (const X509* certificate = X509_STORE_CTX_get_current_cert(store); certificate != nullptr) {
    trouble.expired = expiry(certificate);
    trouble.names = names_of(certificate);
  }
}

std::string handshake_words(
    const Endpoint& server, const CertificateTrouble& trouble, const error_code& error
) {
  if (trouble.error != X509_V_OK) {
    return certificate_words(server, trouble);
  }
  const auto reason = ERR_GET_REASON(static_cast<unsigned long>(error.value()));
  const bool from_tls = error.category() == boost::asio::error::get_ssl_category();
  if (from_tls && (reason == SSL_R_WRONG_VERSION_NUMBER || reason == SSL_R_HTTP_REQUEST)) {
    return fmt::format("{} does not speak TLS", server.name());
  }
  if (refuses_client_certificate(error)) {
    return fmt::format(
        "{} refuses this client's certificate ({}); see --client-cert",
        server.name(),
        error.message()
    );
  }
  return fmt::format("TLS handshake with {}: {}", server.name(), error.message());
}

bool refuses_client_certificate(const error_code& error) {
  if (error.category() != boost::asio::error::get_ssl_category()) {
    return false;
  }
  switch (ERR_GET_REASON(static_cast<unsigned long>(error.value()))) {
  case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
  case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
  case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
  case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
  case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
  case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
  case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
    return true;
  default:
    return false;
  }
}

}  // namespace client
