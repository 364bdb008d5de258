#include "config/form.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

TEST(FormTest, RegionNamesAreThoseThatTopicsAndSignaturesCarry) {
  for (const char* right : {"us-east-1", "a", "local"}) {
    EXPECT_TRUE(HasForm(KeyForm::kRegionName, right)) << right;
  }
  for (const char* wrong :
       {"", "US", "1a", "a.b", "a/b", "a-", "-a", "a b", "a23456789012345678901234567890123"}) {
    EXPECT_FALSE(HasForm(KeyForm::kRegionName, wrong)) << wrong;
  }
}

TEST(FormTest, ListenTakesAddressesOnly) {
  for (const char* right : {"127.0.0.1:8101", "0.0.0.0:0", "[::]:80", "[::1]:65535"}) {
    EXPECT_TRUE(HasForm(KeyForm::kListen, right)) << right;
  }
  for (const char* wrong :
       {"", "8101", ":8101", "localhost:1", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536",
        "127.0.0.1:-1", "127.0.0.1:1x", "::1:80", "[::1]", "[127.0.0.1]:1", "127.0.0.1:1 "}) {
    EXPECT_FALSE(HasForm(KeyForm::kListen, wrong)) << wrong;
  }
}

TEST(FormTest, EndpointsAreHttpWithHostAndPort) {
  for (const char* right :
       {"http://127.0.0.1:1", "http://node.eu-west-1.internal:8101", "http://[::1]:80"}) {
    EXPECT_TRUE(HasForm(KeyForm::kEndpoint, right)) << right;
  }
  for (const char* wrong : {"127.0.0.1:1", "https://a:1", "http://a", "http://a:0", "http://a:1/",
                            "http://user@a:1", "http://:1"}) {
    EXPECT_FALSE(HasForm(KeyForm::kEndpoint, wrong)) << wrong;
  }
}

TEST(FormTest, ServersAreOneOrSeveral) {
  for (const char* right : {"a:1", "a:1,b-1.c:2,[::1]:3"}) {
    EXPECT_TRUE(HasForm(KeyForm::kServers, right)) << right;
  }
  for (const char* wrong : {"", "a", "a:1,", ",a:1", "a:1, b:2", "a:1;b:2", "a:0"}) {
    EXPECT_FALSE(HasForm(KeyForm::kServers, wrong)) << wrong;
  }
}

TEST(FormTest, AccessKeyIdsFitIntoACredentialScope) {
  EXPECT_TRUE(HasForm(KeyForm::kAccessKeyId, "AKID_1-x"));
  for (const char* wrong : {"", "a/b", "a b", "a,b"}) {
    EXPECT_FALSE(HasForm(KeyForm::kAccessKeyId, wrong)) << wrong;
  }
}

TEST(FormTest, AnAddressJoinsToWhatItWasSplitFrom) {
  for (const char* text : {"127.0.0.1:80", "[::1]:0", "host:65535"}) {
    const auto address = SplitHostPort(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(JoinHostPort(*address), text);
  }
}

}  // namespace
}  // namespace meridian
