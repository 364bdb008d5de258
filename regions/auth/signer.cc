#include "regions/auth/signer.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "regions/auth/amz_time.h"
#include "regions/auth/canonical.h"
#include "storage/base/check.h"

namespace meridian {

Signer::Signer(Options options) : options_(std::move(options)) {
  CHECK(options_.secret != nullptr);
}

Signer::Headers Signer::Sign(const SignedRequest& request, int64_t now_ms) {
  CHECK(FindHeader(request.headers, "Host") != nullptr);
  Headers made{.amz_date = FormatAmzTime(now_ms), .authorization = {}};
  const std::string_view date = std::string_view(made.amz_date).substr(0, 8);
  if (!key_ || key_date_ != date) {
    key_ = DeriveKey(options_.secret->bytes(), date, options_.region, options_.service);
    key_date_ = date;
  }

  std::vector<HeaderField> headers(request.headers.begin(), request.headers.end());
  headers.push_back({"X-Amz-Date", made.amz_date});
  std::string list;
  for (const HeaderField& header : headers) {
    if (!list.empty()) list.push_back(';');
    list.append(header.name);
  }
  auto names = SplitSignedHeaders(list);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  list.clear();
  for (const std::string& name : names) {
    if (!list.empty()) list.push_back(';');
    list.append(name);
  }

  const std::string scope =
      std::string(date) + "/" + options_.region + "/" + options_.service + "/aws4_request";
  SignedRequest complete = request;
  complete.headers = headers;
  const std::string to_sign = StringToSign(made.amz_date, scope, CanonicalRequest(complete, names));
  made.authorization = "AWS4-HMAC-SHA256 Credential=" + options_.access_key_id + "/" + scope +
                       ", SignedHeaders=" + list + ", Signature=" + Hex(key_->Mac(to_sign));
  return made;
}

}  // namespace meridian
