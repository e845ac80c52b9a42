# Runs librime's own deployer on Menting's schema (SOURCES) and the distribution's dictionaries (DATA); the compiled tables
# go to OUTPUT. Quiet unless it fails: it logs every component that it registers.
file(REMOVE_RECURSE ${WORK} ${OUTPUT})
file(MAKE_DIRECTORY ${WORK}/user ${WORK}/log ${OUTPUT})
file(COPY ${SOURCES} DESTINATION ${WORK}/user)
execute_process(
  COMMAND ${CMAKE_COMMAND} -E env TMPDIR=${WORK}/log ${DEPLOYER} --build ${WORK}/user ${DATA} ${OUTPUT}
  RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
foreach(file default.yaml menting_pinyin.schema.yaml menting_pinyin.prism.bin)
  if(NOT result EQUAL 0 OR NOT EXISTS ${OUTPUT}/${file})
    file(REMOVE_RECURSE ${OUTPUT})
    message(FATAL_ERROR "${said}\nPinyin was not deployed: ${DEPLOYER} ended with ${result}, or ${file} is missing.")
  endif()
endforeach()
