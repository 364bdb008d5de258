#include "regions/api/statement_token.h"

#include <utility>

#include "regions/api/attribute_json.h"
#include "regions/api/errors.h"
#include "regions/api/json_writer.h"
#include "regions/auth/sha256.h"

namespace meridian {
namespace {

// version | digest | number of the query, big endian | place
constexpr char kVersion = 1;
constexpr size_t kDigestBytes = 16;
constexpr size_t kQueryBytes = 2;
constexpr size_t kHeaderBytes = 1 + kDigestBytes + kQueryBytes;

Error InvalidToken() { return Validation("Invalid NextToken"); }

std::string DigestOf(const StatementRequest& request, const Table& table) {
  JsonWriter writer;
  writer.BeginArray().String(table.id.ToString()).String(request.text);
  for (const AttributeValue& parameter : request.parameters) writer.Attribute(parameter);
  writer.EndArray();
  const Digest256 digest = Sha256(writer.text());
  return std::string(digest.begin(), digest.begin() + kDigestBytes);
}

}  // namespace

std::string EncodeStatementToken(const StatementRequest& request, const Table& table, size_t query,
                                 std::string_view place) {
  std::string bytes(1, kVersion);
  bytes.append(DigestOf(request, table));
  bytes.push_back(static_cast<char>(query >> 8));
  bytes.push_back(static_cast<char>(query));
  bytes.append(place);
  std::string token;
  AppendBase64(bytes, &token);
  return token;
}

Result<StatementPlace> DecodeStatementToken(const StatementRequest& request,
                                            const ReadTarget& target, std::string_view token) {
  const auto bytes = DecodeBase64(token);
  if (!bytes || bytes->size() <= kHeaderBytes || bytes->front() != kVersion) return InvalidToken();
  const std::string_view view = *bytes;
  if (view.substr(1, kDigestBytes) != DigestOf(request, *target.table)) {
    return Validation("NextToken does not match request");
  }
  StatementPlace place;
  for (const char c : view.substr(1 + kDigestBytes, kQueryBytes)) {
    place.query = place.query << 8 | static_cast<unsigned char>(c);
  }
  const auto name = target.NameOf(view.substr(kHeaderBytes));
  if (!name) return InvalidToken();
  auto after = target.PlaceOf(*name);
  if (!after) return InvalidToken();
  place.after = *std::move(after);
  return place;
}

}  // namespace meridian
