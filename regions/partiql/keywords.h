// The words that are no names in a statement unless they stand in double quotes.
//
// Threads: a plain function.
// Source: DynamoDB Local, asked word by word; they are the keywords of SQL-92 and of PartiQL.
#pragma once

#include <string_view>

namespace meridian::partiql {

// Whether `word`, in any case, is a keyword. MISSING, NULL, TRUE and FALSE are among them.
bool IsReserved(std::string_view word);

}  // namespace meridian::partiql
