#include "regions/auth/credentials.h"

#include <openssl/crypto.h>

#include <utility>

namespace meridian {

Secret::~Secret() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

void CredentialStore::Replace(Secrets secrets) {
  auto next = std::make_shared<const Secrets>(std::move(secrets));
  {
    const std::lock_guard lock(mutex_);
    secrets_.swap(next);
  }
  // The old set, if nobody else holds it, is wiped here and not under the lock.
}

std::shared_ptr<const Secret> CredentialStore::Find(std::string_view access_key_id) const {
  const std::lock_guard lock(mutex_);
  const auto found = secrets_->find(access_key_id);
  return found == secrets_->end() ? nullptr : found->second;
}

}  // namespace meridian
