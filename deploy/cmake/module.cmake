# -Wrestrict is off: GCC 12 reports std::string concatenations falsely (GCC bug 105651).
set(MERIDIAN_WARNINGS -Wall -Wextra -Werror -Wno-missing-field-initializers -Wno-restrict)

# meridian_module(NAME SOURCES … PROTOS … PUBLIC … PRIVATE …)
#   A static library meridian_NAME, alias meridian::NAME. PUBLIC only what its headers name; the link
#   lists are the layering of the house. PROTOS are compiled beside the sources and included as
#   "folder/name.pb.h".
function(meridian_module name)
  cmake_parse_arguments(M "" "" "SOURCES;PROTOS;PUBLIC;PRIVATE" ${ARGN})
  set(generated)
  foreach(proto IN LISTS M_PROTOS)
    cmake_path(GET proto STEM stem)
    file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
    set(out ${PROJECT_BINARY_DIR}/generated/${folder}/${stem}.pb)
    add_custom_command(
      OUTPUT ${out}.cc ${out}.h
      COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/generated
      COMMAND protobuf::protoc --proto_path=${PROJECT_SOURCE_DIR}
              --cpp_out=${PROJECT_BINARY_DIR}/generated ${folder}/${proto}
      DEPENDS ${proto}
      WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
      VERBATIM)
    list(APPEND generated ${out}.cc)
    set_source_files_properties(${out}.cc PROPERTIES COMPILE_OPTIONS "-w")
  endforeach()
  add_library(meridian_${name} STATIC ${M_SOURCES} ${generated})
  add_library(meridian::${name} ALIAS meridian_${name})
  target_include_directories(meridian_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  if(M_PROTOS)
    # Generated headers are private to the module's *_codec.cc files and to tests of formats.
    target_include_directories(meridian_${name} SYSTEM PUBLIC ${PROJECT_BINARY_DIR}/generated)
    target_link_libraries(meridian_${name} PUBLIC protobuf::libprotobuf)
  endif()
  target_compile_options(meridian_${name} PRIVATE ${MERIDIAN_WARNINGS})
  target_link_libraries(meridian_${name} PUBLIC ${M_PUBLIC} PRIVATE ${M_PRIVATE})
endfunction()

# meridian_test(NAME SOURCES … LIBS … [LABELS …])
#   A GoogleTest binary, one for each code folder, run by ctest under its suite's label.
function(meridian_test name)
  cmake_parse_arguments(T "" "" "SOURCES;LIBS;LABELS" ${ARGN})
  add_executable(${name} ${T_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_options(${name} PRIVATE ${MERIDIAN_WARNINGS})
  target_link_libraries(${name} PRIVATE ${T_LIBS} GTest::gtest GTest::gmock GTest::gtest_main)
  if(NOT T_LABELS)
    set(T_LABELS unit)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS "${T_LABELS}" TIMEOUT 600)
endfunction()
