// StatementServer: an ItemsServer that is asked in PartiQL.
#pragma once

#include <string>

#include "tests/regions/api/items_server.h"

namespace meridian {

class StatementServer : public ItemsServer {
 public:
  // A member "Statement" of `text`, whose quotes it escapes.
  static std::string Member(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
      if (c == '"') escaped += '\\';
      escaped += c;
    }
    return R"("Statement":")" + escaped + "\"";
  }

  // ExecuteStatement; `more` are further parameters with a leading comma.
  std::string Execute(const std::string& text, const std::string& more = "") {
    return Ask("ExecuteStatement", "{" + Member(text) + more + "}");
  }

  // The sort keys of the items in the reply, one after the other; the reply if there are no items.
  std::string Sorts(const std::string& text, const std::string& more = "") {
    const std::string answer = Execute(text, more);
    if (!answer.starts_with(R"(200 {"Items":[)")) return answer;
    const size_t end = answer.find(R"(],"NextToken")");
    std::string sorts;
    for (size_t at = answer.find(R"("s":{"N":")"); at < end;
         at = answer.find(R"("s":{"N":")", at)) {
      at += 10;
      sorts += answer.substr(at, answer.find('"', at) - at);
    }
    return sorts;
  }

  // The NextToken of `answer`; empty if it has none.
  static std::string TokenOf(const std::string& answer) {
    size_t at = answer.find(R"("NextToken":")");
    if (at == std::string::npos) return "";
    at += 13;
    return answer.substr(at, answer.find('"', at) - at);
  }
};

inline const std::string kNoItems = R"(200 {"Items":[]})";
inline const std::string kDuplicateReply =
    R"(400 {"__type":"com.amazonaws.dynamodb.v20120810#DuplicateItemException",)"
    R"("message":"Duplicate primary key exists in table"})";

}  // namespace meridian
