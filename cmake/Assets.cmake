# Texts are compiled into the build tree, so that the programs run from there as they do when installed.
file(GLOB catalogues CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/assets/text/*.po)
set(asset_files)
foreach(po ${catalogues})
  get_filename_component(language ${po} NAME_WE)
  set(mo ${PROJECT_BINARY_DIR}/assets/text/${language}/LC_MESSAGES/menting.mo)
  add_custom_command(OUTPUT ${mo}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/assets/text/${language}/LC_MESSAGES
    COMMAND ${GETTEXT_MSGFMT_EXECUTABLE} --check -o ${mo} ${po}
    DEPENDS ${po} VERBATIM)
  list(APPEND asset_files ${mo})
  install(FILES ${mo} DESTINATION share/menting/text/${language}/LC_MESSAGES)
endforeach()

# Pinyin: our schema, deployed against the distribution's dictionary, so that the kiosk starts without doing it.
find_program(RIME_DEPLOYER rime_deployer)
find_file(RIME_DICTIONARY rime-data/luna_pinyin.dict.yaml PATHS /usr/share)
find_file(RIME_ESSAY rime-data/essay.txt PATHS /usr/share) # without it every character would weigh the same
foreach(needed RIME_DEPLOYER:librime-bin RIME_DICTIONARY:rime-data-luna-pinyin RIME_ESSAY:rime-essay)
  string(REPLACE ":" ";" needed ${needed})
  list(GET needed 0 found)
  list(GET needed 1 package)
  if(NOT ${found})
    message(FATAL_ERROR "Pinyin cannot be built: install the package ${package}.")
  endif()
endforeach()
cmake_path(GET RIME_DICTIONARY PARENT_PATH rime_data)
set(pinyin_sources ${PROJECT_SOURCE_DIR}/assets/input/default.yaml
  ${PROJECT_SOURCE_DIR}/assets/input/menting_pinyin.schema.yaml)
set(pinyin ${PROJECT_BINARY_DIR}/assets/input/pinyin)
add_custom_command(OUTPUT ${pinyin}/menting_pinyin.prism.bin
  COMMAND ${CMAKE_COMMAND} -D DEPLOYER=${RIME_DEPLOYER} -D DATA=${rime_data} -D OUTPUT=${pinyin}
    -D WORK=${PROJECT_BINARY_DIR}/pinyin_work "-DSOURCES=${pinyin_sources}"
    -P ${PROJECT_SOURCE_DIR}/cmake/DeployPinyin.cmake
  DEPENDS ${pinyin_sources} ${PROJECT_SOURCE_DIR}/cmake/DeployPinyin.cmake VERBATIM)
list(APPEND asset_files ${pinyin}/menting_pinyin.prism.bin)
install(DIRECTORY ${pinyin} DESTINATION share/menting/input)

# The words of calls: a voice made by the machine, which stands in for recordings. The voice "cmn" reads pinyin as English.
set(voice_zh-CN cmn-latn-pinyin)
set(voice_en en-us)
foreach(language zh-CN en)
  set(words ${PROJECT_SOURCE_DIR}/assets/sounds/${language}.txt)
  set(folder ${PROJECT_BINARY_DIR}/assets/sounds/${language})
  add_custom_command(OUTPUT ${folder}/made.stamp
    COMMAND ${CMAKE_COMMAND} -D ESPEAK=${ESPEAK_NG} -D VOICE=${voice_${language}} -D WORDS=${words} -D FOLDER=${folder}
      -P ${PROJECT_SOURCE_DIR}/cmake/Sounds.cmake
    COMMAND ${CMAKE_COMMAND} -E touch ${folder}/made.stamp
    DEPENDS ${words} ${PROJECT_SOURCE_DIR}/cmake/Sounds.cmake VERBATIM)
  list(APPEND asset_files ${folder}/made.stamp)
  install(DIRECTORY ${folder} DESTINATION share/menting/sounds FILES_MATCHING PATTERN "*.wav")
endforeach()
install(DIRECTORY assets/sounds DESTINATION share/menting FILES_MATCHING PATTERN "*.txt")
# Pages and pictures are read where they are in the source tree (links), so an edit is seen at once. Beside the pages is what
# they load that is not ours: the charts' library, from npm. Without it they show tables, so a build without a network goes on.
set(web ${PROJECT_BINARY_DIR}/assets/web)
if(IS_SYMLINK ${web})
  file(REMOVE ${web}) # of an earlier build, which linked the whole folder
endif()
file(MAKE_DIRECTORY ${web})
file(GLOB web_folders CONFIGURE_DEPENDS LIST_DIRECTORIES true RELATIVE ${PROJECT_SOURCE_DIR}/assets/web ${PROJECT_SOURCE_DIR}/assets/web/*)
foreach(folder ${web_folders})
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/assets/web/${folder} ${web}/${folder} SYMBOLIC)
endforeach()
set(charts ${web}/vendor/echarts.min.js)
add_custom_command(OUTPUT ${charts}
  COMMAND ${PROJECT_SOURCE_DIR}/packaging/charts.sh ${web}/vendor || ${CMAKE_COMMAND} -E true
  DEPENDS ${PROJECT_SOURCE_DIR}/packaging/charts.sh ${PROJECT_SOURCE_DIR}/assets/web/hq/package-lock.json VERBATIM)
list(APPEND asset_files ${charts})
install(DIRECTORY ${web}/vendor DESTINATION share/menting/web OPTIONAL)
add_custom_target(assets ALL DEPENDS ${asset_files})
foreach(folder images devices api)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/assets/${folder} ${PROJECT_BINARY_DIR}/assets/${folder} SYMBOLIC)
endforeach()
install(DIRECTORY assets/web assets/images assets/devices assets/api DESTINATION share/menting
  PATTERN "package*.json" EXCLUDE PATTERN ".npmrc" EXCLUDE)
