# Tests of the whole: the house's rules, both programs as they are run, and the benchmark.
menting_test(base/log DEPENDS base/log LIBS Threads::Threads)
if(NOT MENTING_SANITIZE)
  menting_test(house) # texts are no different under a sanitizer
endif()

# Not part of the tests: packaging/bench builds and runs these.
add_executable(bench_desk EXCLUDE_FROM_ALL tests/bench/desk_bench.cpp)
target_link_libraries(bench_desk PRIVATE own tests_support kiosk_storage)
add_executable(bench_http EXCLUDE_FROM_ALL tests/bench/http_bench.cpp)
target_link_libraries(bench_http PRIVATE own tests_support kiosk_storage kiosk_lan)
add_executable(bench_hall EXCLUDE_FROM_ALL tests/bench/hall_bench.cpp)
target_link_libraries(bench_hall PRIVATE own simulated_day kiosk_lan Threads::Threads)
file(GLOB bench_face_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/bench/face/*.cpp)
add_executable(bench_face EXCLUDE_FROM_ALL tests/bench/face_bench.cpp ${bench_face_sources} tests/kiosk/ui/screen.cpp
  tests/kiosk/ui/tour.cpp tests/kiosk/ui/virtual_display.cpp)
target_link_libraries(bench_face PRIVATE own tests_support kiosk_ui kiosk_storage PkgConfig::IMGUI SDL2::SDL2 OpenGL::GL X11::X11
  nlohmann_json::nlohmann_json Threads::Threads)
target_compile_definitions(bench_face PRIVATE MENTING_SOURCE_DIR="${PROJECT_SOURCE_DIR}" MENTING_BUILD_DIR="${PROJECT_BINARY_DIR}")
add_dependencies(bench_face assets)
file(GLOB simulation_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/simulation/*.cpp)
list(FILTER simulation_sources EXCLUDE REGEX "_test\\.cpp$")
add_executable(bench_estimate EXCLUDE_FROM_ALL tests/bench/estimate_bench.cpp ${simulation_sources})
target_link_libraries(bench_estimate PRIVATE own tests_support kiosk_domain)
add_executable(bench_ingest EXCLUDE_FROM_ALL tests/bench/ingest_bench.cpp tests/server_sync/hq/batches.cpp)
target_link_libraries(bench_ingest PRIVATE own tests_support server_sync_hq server_sync_client base_postgres Threads::Threads)
target_compile_definitions(bench_ingest PRIVATE MENTING_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
file(GLOB bench_fleet_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/bench/fleet/*.cpp)
add_executable(bench_fleet EXCLUDE_FROM_ALL tests/bench/fleet_bench.cpp ${bench_fleet_sources}
  tests/server_sync/hq/hq_process.cpp tests/server_sync/hq/web_client.cpp)
target_link_libraries(bench_fleet PRIVATE own tests_support server_sync_hq server_sync_client CURL::libcurl Threads::Threads)
target_compile_definitions(bench_fleet PRIVATE MENTING_BUILD_DIR="${PROJECT_BINARY_DIR}")
if(TARGET menting-hq)
  add_dependencies(bench_fleet menting-hq)
endif()
add_executable(bench_directives EXCLUDE_FROM_ALL tests/bench/directives_bench.cpp tests/bench/fleet/branches.cpp
  tests/server_sync/hq/hq_process.cpp tests/server_sync/hq/web_client.cpp)
target_link_libraries(bench_directives PRIVATE own tests_support server_sync_hq CURL::libcurl Threads::Threads)
target_compile_definitions(bench_directives PRIVATE MENTING_BUILD_DIR="${PROJECT_BINARY_DIR}")
if(TARGET menting-hq)
  add_dependencies(bench_directives menting-hq)
endif()
add_executable(bench_sync EXCLUDE_FROM_ALL tests/bench/sync_bench.cpp tests/server_sync/hq/running_hq.cpp
  tests/server_sync/hq/web_client.cpp)
target_link_libraries(bench_sync PRIVATE own tests_support kiosk_storage server_sync_hq server_sync_client CURL::libcurl Threads::Threads)
target_compile_definitions(bench_sync PRIVATE MENTING_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
add_custom_target(bench DEPENDS bench_sync bench_desk bench_http bench_ingest bench_fleet bench_directives bench_hall bench_face bench_estimate)
if(TARGET menting-kiosk)
  add_dependencies(bench menting-kiosk)
endif()

# Both programs as they are run: processes, files, signals and sockets.
if(TARGET menting-kiosk AND TARGET menting-hq AND NOT MENTING_SANITIZE)
  menting_test(system DEPENDS kiosk/storage LIBS nlohmann_json::nlohmann_json Threads::Threads)
  target_sources(test_system PRIVATE ${PROJECT_SOURCE_DIR}/tests/server_sync/hq/faulty_link.cpp)
  add_dependencies(test_system menting-kiosk menting-hq)
endif()
