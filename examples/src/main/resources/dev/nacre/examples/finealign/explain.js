"use strict";
// Written without the signs that open tags and entities, so that the page stays well-formed XML.
(() => {
  const all = selector => Array.from(document.querySelectorAll(selector));
  const links = JSON.parse(document.querySelector("script[type='application/json']").textContent);
  const status = document.getElementById("pointed");
  let kept = null;

  function showLayer(number) {
    for (const layer of all(".layer, .explanation")) {
      layer.classList.toggle("on", layer.dataset.layer === number);
    }
    document.body.classList.toggle("replaced", all("image.layer.on").some(layer => !layer.matches(".overlay")));
  }

  function places(map) {
    const canvas = document.createElement("canvas");
    canvas.width = map.columns;
    canvas.height = map.rows;
    const context = canvas.getContext("2d");
    const pixels = context.createImageData(map.columns, map.rows);
    const bytes = atob(map.bytes);
    for (let index = 0; bytes.length > index; index++) {
      for (let channel = 0; 4 > channel; channel++) {
        pixels.data[4 * index + channel] = links.palette[4 * bytes.charCodeAt(index) + channel];
      }
    }
    context.putImageData(pixels, 0, 0);
    return canvas;
  }

  // The browser interpolates between places; what lies outside the breast is cut away.
  function heat(map, figure) {
    const stencil = figure.querySelector(".stencil");
    const canvas = document.createElement("canvas");
    canvas.width = stencil.naturalWidth;
    canvas.height = stencil.naturalHeight;
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(places(map), 0, 0, canvas.width, canvas.height);
    context.globalCompositeOperation = "destination-in";
    context.drawImage(stencil, 0, 0);
    return canvas.toDataURL();
  }

  function link(target) {
    const sentence = links.sentences[target.dataset.sentence];
    return target.dataset.word === undefined ? sentence : sentence.words[target.dataset.word];
  }

  const number = value => value.toFixed(2).replace("-", "−");

  function mark(view, region) {
    for (const one of all("[data-region]")) {
      const figure = one.closest("[data-view]");
      if (figure.dataset.view === view) {
        if (one.dataset.region === String(region)) {
          one.classList.add("linked");
        }
      }
    }
  }

  function clear() {
    document.body.classList.remove("pointing");
    status.closest("p").hidden = true;
    for (const one of all(".linked, .shown")) {
      one.classList.remove("linked", "shown");
    }
    for (const image of all("image.heat")) {
      image.setAttribute("href", "data:,");
    }
  }

  function show(target) {
    clear();
    if (target.dataset.sentence === undefined) {
      mark(target.dataset.view, target.dataset.region);
      return;
    }
    const found = link(target);
    const sentence = links.sentences[target.dataset.sentence];
    target.classList.add("shown");
    target.closest(".sentence").classList.add("shown");
    document.body.classList.add("pointing");
    for (const [view, map] of Object.entries(found.maps)) {
      const figure = document.querySelector("figure[data-view='" + view + "']");
      figure.querySelector("image.heat").setAttribute("href", heat(map, figure));
    }
    for (const [view, region] of Object.entries(sentence.regions)) {
      mark(view, region);
    }
    const name = target.dataset.word === undefined
        ? "Sentence " + (Number(target.dataset.sentence) + 1) : "“" + target.textContent + "”";
    if (found.brightest === undefined) {
      status.textContent = name + ": none of these pictures can show it, or the report was too long.";
    } else {
      status.textContent = name + " fits best in " + found.brightest + ".";
      document.getElementById("pointed-low").textContent = number(found.low);
      document.getElementById("pointed-high").textContent = number(found.high);
    }
    status.closest("p").hidden = false;
  }

  function rest() {
    if (kept === null) {
      clear();
    } else {
      show(kept);
    }
  }

  function keep(target) {
    if (kept !== null) {
      kept.classList.remove("kept");
    }
    kept = kept === target ? null : target;
    if (kept !== null) {
      kept.classList.add("kept");
    }
    rest();
  }

  function neighbour(target, step) {
    const own = Array.from(target.closest(".sentence").querySelectorAll(".whole, .word"));
    const place = own.indexOf(target) + step;
    return own[Math.max(0, Math.min(own.length - 1, place))];
  }

  for (const target of all(".whole, .word, .boxes li")) {
    target.addEventListener("mouseenter", () => show(target));
    target.addEventListener("mouseleave", rest);
    target.addEventListener("focus", () => show(target));
    target.addEventListener("blur", rest);
    target.addEventListener("click", () => keep(target));
    target.addEventListener("keydown", event => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        keep(target);
      } else if (target.dataset.sentence !== undefined) {
        if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
          event.preventDefault();
          neighbour(target, event.key === "ArrowRight" ? 1 : -1).focus();
        }
      }
    });
  }
  document.addEventListener("keydown", event => {
    if (event.key === "Escape") {
      if (kept !== null) {
        keep(kept);
      }
    }
  });
  for (const input of all("input[name='layer']")) {
    input.addEventListener("change", () => showLayer(input.value));
  }
  for (const input of all("#show-boxes, #show-truth")) {
    input.addEventListener("change", () =>
        document.body.classList.toggle(input.id.replace("show", "without"), !input.checked));
  }
  showLayer("0");
  document.body.classList.add("ready");
})();
