// CredentialStore: which access keys exist, and their secrets.
//
// Replaced as a whole (start, SIGHUP); readers see the old set or the new one, never a mixture. A
// request that has found its secret keeps it alive until it is answered. Secrets wipe themselves
// and have no way to be printed.
//
// Threads: CredentialStore is safe from any thread; Secret is immutable.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace meridian {

class Secret {
 public:
  explicit Secret(std::string bytes) : bytes_(std::move(bytes)) {}
  ~Secret();
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  // For deriving keys only; never for a log or a message.
  std::string_view bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

class CredentialStore {
 public:
  struct NameHash {
    using is_transparent = void;
    size_t operator()(std::string_view name) const { return std::hash<std::string_view>()(name); }
  };
  using Secrets =
      std::unordered_map<std::string, std::shared_ptr<const Secret>, NameHash, std::equal_to<>>;

  CredentialStore() : secrets_(std::make_shared<const Secrets>()) {}
  explicit CredentialStore(Secrets secrets)
      : secrets_(std::make_shared<const Secrets>(std::move(secrets))) {}

  // From now on exactly these access key ids are known.
  void Replace(Secrets secrets);
  // The secret of that access key id; nullptr: unknown.
  std::shared_ptr<const Secret> Find(std::string_view access_key_id) const;

 private:
  mutable std::mutex mutex_;  // Guards the pointer, not the map behind it.
  std::shared_ptr<const Secrets> secrets_;
};

}  // namespace meridian
