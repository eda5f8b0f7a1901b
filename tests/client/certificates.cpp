#include "tests/client/certificates.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>

namespace support {

namespace {

template <class T, void (*free)(T*)>
struct Free {
  void operator()(T* pointer) const { free(pointer); }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Free<X509, X509_free>>;

using RevocationList = std::unique_ptr<X509_CRL, Free<X509_CRL, X509_CRL_free>>;
using Time = std::unique_ptr<ASN1_TIME, Free<ASN1_TIME, ASN1_TIME_free>>;

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return std::string(data, static_cast<std::size_t>(size));
}

Bio reading(const std::string& text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

void extend(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  if (extension == nullptr) {
    throw std::runtime_error("no such extension: " + value);
  }
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

Identity make(const Identity* authority, const std::string& name, const Subject& subject) {
  const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  const Certificate certificate(X509_new());
  X509_set_version(certificate.get(), 2);
  static long serial = 1;
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial++);
  const auto seconds = [](std::chrono::hours hours) {
    return static_cast<long>(std::chrono::seconds(hours).count());
  };
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), seconds(subject.starts));
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), seconds(subject.ends));
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME_add_entry_by_txt(
      X509_get_subject_name(certificate.get()),
      "CN",
      MBSTRING_UTF8,
      reinterpret_cast<const unsigned char*>(name.data()),
      static_cast<int>(name.size()),
      -1,
      0
  );

  Certificate issuer;
  Key issuer_key;
  if (authority != nullptr) {
    issuer.reset(PEM_read_bio_X509(reading(authority->certificate).get(), nullptr, nullptr, nullptr)
    );
    issuer_key.reset(
        PEM_read_bio_PrivateKey(reading(authority->key).get(), nullptr, nullptr, nullptr)
    );
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer.get()));
    std::string names;
    for (const auto& entry : subject.names) {
      names += (names.empty() ? "" : ",") + entry;
    }
    extend(certificate.get(), issuer.get(), NID_subject_alt_name, names);
  } else {
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
    extend(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  }
  X509_sign(certificate.get(), issuer_key ? issuer_key.get() : key.get(), EVP_sha256());

  Identity identity;
  const Bio out(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(out.get(), certificate.get());
  identity.certificate = text_of(out.get());
  const Bio key_out(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(key_out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  identity.key = text_of(key_out.get());
  return identity;
}

}  // namespace

Identity make_authority(const std::string& name) { return make(nullptr, name, Subject()); }

Identity make_certificate(const Identity& authority, const Subject& subject) {
  return make(&authority, "A test's server", subject);
}

std::string make_revocation_list(
    const Identity& authority, const std::vector<Identity>& revoked, std::chrono::hours ends
) {
  const Certificate issuer(
      PEM_read_bio_X509(reading(authority.certificate).get(), nullptr, nullptr, nullptr)
  );
  const Key key(PEM_read_bio_PrivateKey(reading(authority.key).get(), nullptr, nullptr, nullptr));
  const RevocationList list(X509_CRL_new());
  X509_CRL_set_version(list.get(), 1);
  X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(issuer.get()));
  const auto at = [](std::chrono::hours hours) {
    return Time(X509_gmtime_adj(nullptr, static_cast<long>(std::chrono::seconds(hours).count())));
  };
  const auto begin = at(std::chrono::hours(-48));
  X509_CRL_set1_lastUpdate(list.get(), begin.get());
  X509_CRL_set1_nextUpdate(list.get(), at(ends).get());
  for (const auto& identity : revoked) {
    const Certificate certificate(
        PEM_read_bio_X509(reading(identity.certificate).get(), nullptr, nullptr, nullptr)
    );
    auto* entry = X509_REVOKED_new();
    X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(certificate.get()));
    X509_REVOKED_set_revocationDate(entry, begin.get());
    X509_CRL_add0_revoked(list.get(), entry);
  }
  X509_CRL_sort(list.get());
  X509_CRL_sign(list.get(), key.get(), EVP_sha256());
  const Bio out(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509_CRL(out.get(), list.get());
  return text_of(out.get());
}

}  // namespace support
