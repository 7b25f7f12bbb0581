package dev.nacre.examples;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.nacre.core.Tensor;
import java.util.Set;

/** The one direction of dependency between the modules, as the README draws it. */
@AnalyzeClasses(packages = "dev.nacre", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final Set<String> JAVA_BASE =
            ModuleLayer.boot().findModule("java.base").orElseThrow().getPackages();
    private static final DescribedPredicate<JavaClass> IN_JAVA_BASE =
            describe("in java.base", type -> JAVA_BASE.contains(type.getBaseComponentType().getPackageName()));

    @ArchTest
    static final ArchRule CORE_NEEDS_JAVA_BASE_ALONE = classes().that().resideInAPackage("dev.nacre.core..")
            .should().onlyDependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.nacre.core..").or(IN_JAVA_BASE)
                    .or(describe("a primitive", type -> type.getBaseComponentType().isPrimitive())));

    @ArchTest
    static final ArchRule NN_NEEDS_CORE_ALONE = classes().that().resideInAPackage("dev.nacre.nn..")
            .should().onlyDependOnClassesThat(JavaClass.Predicates
                    .resideInAnyPackage("dev.nacre.core..", "dev.nacre.nn..").or(IN_JAVA_BASE)
                    .or(describe("a primitive", type -> type.getBaseComponentType().isPrimitive())));

    @ArchTest
    static final ArchRule KERNELS_NEED_CORE_ALONE = noClasses().that().resideInAPackage("dev.nacre.kernels..")
            .should().dependOnClassesThat().resideInAnyPackage("dev.nacre.nn..", "dev.nacre.mammo..",
                    "dev.nacre.bench..", "dev.nacre.examples..");

    @ArchTest
    static final ArchRule MODELS_NEVER_SEE_KERNELS = noClasses()
            .that().resideInAnyPackage("dev.nacre.core..", "dev.nacre.nn..", "dev.nacre.mammo..")
            .should().dependOnClassesThat().resideInAnyPackage("dev.nacre.kernels..", "dev.nacre.bench..",
                    "dev.nacre.examples..");

    /** Beside the kernels, only the benchmark that measures what the machine could do at most. */
    @ArchTest
    static final ArchRule ONLY_KERNELS_USE_THE_VECTOR_API = noClasses()
            .that().resideOutsideOfPackages("dev.nacre.kernels..", "dev.nacre.bench..")
            .should().dependOnClassesThat().resideInAPackage("jdk.incubator..");

    @ArchTest
    static final ArchRule NN_PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.nacre.nn.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule MAMMO_PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.nacre.mammo.(*)..").should().beFreeOfCycles();

    /** Tensor, operation and backend know each other: they are one idea. What lies around them points one way. */
    @ArchTest
    static final ArchRule MEMORY_KNOWS_NO_TENSORS = noClasses().that().resideInAPackage("dev.nacre.core.memory..")
            .should().dependOnClassesThat().resideInAnyPackage("dev.nacre.core.op..", "dev.nacre.core.backend..",
                    "dev.nacre.core.io..")
            .orShould().dependOnClassesThat().belongToAnyOf(Tensor.class);

    @ArchTest
    static final ArchRule THE_ENGINE_NEVER_SEES_FILES = noClasses()
            .that().resideInAnyPackage("dev.nacre.core", "dev.nacre.core.op..", "dev.nacre.core.backend..")
            .should().dependOnClassesThat().resideInAPackage("dev.nacre.core.io..");
}
