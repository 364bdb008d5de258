#include "regions/auth/credentials.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace meridian {
namespace {

CredentialStore::Secrets OneKey(const std::string& secret) {
  return {{"key", std::make_shared<const Secret>(secret)}};
}

TEST(CredentialStoreTest, FindsWhatWasPutLast) {
  CredentialStore store;
  EXPECT_EQ(store.Find("key"), nullptr);

  store.Replace(OneKey("first"));
  const auto first = store.Find("key");
  store.Replace(OneKey("second"));

  EXPECT_EQ(first->bytes(), "first") << "a request in flight keeps its secret";
  EXPECT_EQ(store.Find("key")->bytes(), "second");
}

TEST(CredentialStoreTest, CanBeReplacedWhileOthersRead) {
  CredentialStore store(OneKey("secret"));
  std::atomic<bool> done = false;
  std::thread reader([&] {
    while (!done) EXPECT_EQ(store.Find("key")->bytes(), "secret");
  });

  for (int i = 0; i < 1000; ++i) store.Replace(OneKey("secret"));
  done = true;
  reader.join();
}

}  // namespace
}  // namespace meridian
