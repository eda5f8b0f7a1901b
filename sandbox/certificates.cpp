#include "sandbox/certificates.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace sandbox {

namespace {

template <auto free>
struct Freer {
  template <class T>
  void operator()(T* pointer) const {
    free(pointer);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using X509Pointer = std::unique_ptr<X509, Freer<X509_free>>;
using Bio = std::unique_ptr<BIO, Freer<BIO_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;

constexpr long day = 24L * 60 * 60;

void check(bool good, const char* what) {
  if (!good) {
    throw std::runtime_error(std::string("cannot make a certificate: ") + what);
  }
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

Key new_key() {
  Key key(EVP_EC_gen("P-256"));
  check(key != nullptr, "key");
  return key;
}

void add_extension(X509* certificate, X509* issuer, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  check(extension != nullptr, value);
  check(X509_add_ext(certificate, extension.get(), -1) == 1, value);
}

X509Pointer new_certificate(EVP_PKEY* key, const char* name, long from, long until) {
  X509Pointer certificate(X509_new());
  check(certificate != nullptr, "certificate");
  std::array<unsigned char, 8> serial{};
  check(RAND_bytes(serial.data(), static_cast<int>(serial.size())) == 1, "serial");
  serial[0] &= 0x7fU;  // Serial numbers are positive.
  std::uint64_t number = 0;
  for (const auto byte : serial) {
    number = number << 8U | byte;
  }
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), number);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), from);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), until);
  X509_set_pubkey(certificate.get(), key);
  auto* subject = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(
      subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name), -1, -1, 0
  );
  return certificate;
}

Certificate sign(X509* certificate, EVP_PKEY* key, EVP_PKEY* signing_key) {
  check(X509_sign(certificate, signing_key, EVP_sha256()) > 0, "signature");
  const Bio key_bio(BIO_new(BIO_s_mem()));
  const Bio certificate_bio(BIO_new(BIO_s_mem()));
  check(
      PEM_write_bio_PrivateKey(key_bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1,
      "key"
  );
  check(PEM_write_bio_X509(certificate_bio.get(), certificate) == 1, "PEM");
  return {text_of(key_bio.get()), text_of(certificate_bio.get())};
}

}  // namespace

Leaf leaf_named(const std::string& name) {
  if (name == "valid") {
    return Leaf::valid;
  }
  if (name == "expired") {
    return Leaf::expired;
  }
  if (name == "wrong-host") {
    return Leaf::wrong_host;
  }
  if (name == "self-signed") {
    return Leaf::self_signed;
  }
  throw std::runtime_error(
      "there is no certificate of kind \"" + name +
      "\": it is valid, expired, wrong-host or self-signed"
  );
}

Certificate make_ca() {
  const auto key = new_key();
  const auto certificate = new_certificate(key.get(), "ptimport sandbox CA", -day, 3650 * day);
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
  add_extension(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  add_extension(
      certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign"
  );
  add_extension(certificate.get(), certificate.get(), NID_subject_key_identifier, "hash");
  return sign(certificate.get(), key.get(), key.get());
}

Certificate make_leaf(const Certificate& ca, Leaf kind) {
  const Bio ca_key_bio(BIO_new_mem_buf(ca.key_pem.data(), static_cast<int>(ca.key_pem.size())));
  const Bio ca_bio(
      BIO_new_mem_buf(ca.certificate_pem.data(), static_cast<int>(ca.certificate_pem.size()))
  );
  const Key ca_key(PEM_read_bio_PrivateKey(ca_key_bio.get(), nullptr, nullptr, nullptr));
  const X509Pointer ca_certificate(PEM_read_bio_X509(ca_bio.get(), nullptr, nullptr, nullptr));
  check(ca_key != nullptr && ca_certificate != nullptr, "the CA cannot be read");

  const auto key = new_key();
  const bool expired = kind == Leaf::expired;
  const auto certificate = new_certificate(
      key.get(), "localhost", expired ? -30 * day : -day, expired ? -day : 365 * day
  );
  const bool self_signed = kind == Leaf::self_signed;
  auto* issuer = self_signed ? certificate.get() : ca_certificate.get();
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer));
  add_extension(certificate.get(), issuer, NID_basic_constraints, "critical,CA:FALSE");
  add_extension(certificate.get(), issuer, NID_key_usage, "critical,digitalSignature");
  add_extension(certificate.get(), issuer, NID_ext_key_usage, "serverAuth");
  add_extension(
      certificate.get(),
      issuer,
      NID_subject_alt_name,
      kind == Leaf::wrong_host ? "DNS:elsewhere.example" : "DNS:localhost,IP:127.0.0.1"
  );
  return sign(certificate.get(), key.get(), self_signed ? key.get() : ca_key.get());
}

}  // namespace sandbox
